import type { Instrument } from "../market/instrument.js";
import type { MarginTier } from "../market/instrument-spec.js";

/** The tier that a position of this notional is in. */
export function marginTierOf(tiers: readonly MarginTier[], notional: number): MarginTier {
  for (const tier of tiers) if (tier.upTo === undefined || notional <= tier.upTo) return tier;
  return tiers[tiers.length - 1]!;
}

/**
 * Maintenance amount of a tier: what the lower rates of the tiers below save, so that the maintenance margin has no jump
 * where tiers meet. In quote currency.
 */
function maintenanceAmount(tiers: readonly MarginTier[], at: number): number {
  let amount = 0;
  for (let i = 1; i <= at; i++)
    amount += tiers[i - 1]!.upTo! * (tiers[i]!.maintenanceRate - tiers[i - 1]!.maintenanceRate);
  return amount;
}

/** What must remain of a position's margin, in quote currency. */
export function maintenanceMargin(tiers: readonly MarginTier[], notional: number): number {
  const at = tiers.indexOf(marginTierOf(tiers, notional));
  return notional * tiers[at]!.maintenanceRate - maintenanceAmount(tiers, at);
}

/** Margin that a new position takes, in quote currency; its leverage is cut to what the tier of its notional allows. */
export function initialMargin({ marginTiers, leverage }: Instrument, notional: number): number {
  return notional / Math.min(leverage, marginTierOf(marginTiers, notional).maxLeverage);
}

/** Margin that growing a position takes: the tier of the whole counts. Quote currency, never negative. */
export function addedMargin(instrument: Instrument, held: number, notional: number): number {
  if (held === 0) return initialMargin(instrument, notional);
  return Math.max(0, initialMargin(instrument, held + notional) - initialMargin(instrument, held));
}

/**
 * Price at which what backs a position equals its maintenance margin:
 * `backing + side × quantity × (price − average) = notional(price) × rate − amount`, solved in the tier that holds it.
 * @param backing - quote currency that stands behind the position, without its own unrealised result.
 * @param units - base units, unsigned (contracts × contract size).
 * @returns NaN where no positive price liquidates.
 * @see Binance, "Liquidation price of USDⓈ-M futures contracts"
 */
export function liquidationPrice(
  tiers: readonly MarginTier[],
  side: 1 | -1,
  units: number,
  average: number,
  backing: number,
): number {
  let from = 0;
  for (let at = 0; at < tiers.length; at++) {
    const { maintenanceRate, upTo = Number.POSITIVE_INFINITY } = tiers[at]!;
    const price =
      (backing - side * units * average + maintenanceAmount(tiers, at)) / (units * (maintenanceRate - side));
    const notional = price * units;
    if (price > 0 && notional > from && notional <= upTo) return price;
    from = upTo;
  }
  return Number.NaN;
}

/** What of a position the backing of the others is computed from. */
interface MarginPosition {
  readonly cross: boolean;
  readonly quantity: number;
  readonly notional: number;
  readonly unrealised: number;
  readonly instrument: Instrument;
}

/** What stands behind a cross position: the wallet and the results of the other cross positions, less what those need. */
export function backingOf<P extends MarginPosition>(of: P, positions: readonly P[], wallet: number): number {
  let backing = wallet;
  for (const other of positions)
    if (other !== of && other.cross && other.quantity !== 0)
      backing += other.unrealised - maintenanceMargin(other.instrument.marginTiers, Math.abs(other.notional));
  return backing;
}
