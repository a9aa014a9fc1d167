import type { AssetLedger } from "../ledger/asset-ledger.js";
import type { Ledger } from "../ledger/ledger.js";
import { quoteScale } from "../ledger/ledger.js";
import { productUnits, type Units } from "../ledger/units.js";
import { decimalPlaces, POWERS_OF_TEN } from "../market/grid.js";
import type { Instrument } from "../market/instrument.js";
import type { PortfolioOptions } from "./account.js";

/** Digits of an asset that is held for fees. */
export const HOLDING_PLACES = 8;

/** Exact amounts of one lane, in units of its assets' books. */
export class LaneUnits {
  /** Whether every quantity is on the instrument's step: no fees in base units, no change of the step. */
  readonly onStep: boolean;
  private readonly contractSize: number;
  private readonly pricePlaces: number;
  private readonly quantityPlaces: number;

  /** @param versions - all rules that the instrument has had: an old order may rest on an old tick. */
  constructor(
    versions: readonly Instrument[],
    readonly base: AssetLedger,
    readonly cash: AssetLedger,
  ) {
    const { feeIn, step, contractSize } = versions[0]!;
    this.onStep = feeIn === "quote" && versions.every((version) => version.step === step);
    this.contractSize = contractSize;
    this.pricePlaces = pricePlacesOf(versions);
    this.quantityPlaces = quantityPlacesOf(versions);
  }

  /** @param digits - of the quantity. */
  notional(price: number, quantity: number, digits = this.quantityPlaces): Units {
    const { contractSize } = this;
    const { scale } = this.cash;
    if (contractSize === 1) return productUnits(price, this.pricePlaces, quantity, digits, scale);
    const places = digits + decimalPlaces(contractSize);
    const power = POWERS_OF_TEN[places] ?? Number.NaN;
    // 0.7 contracts of 3 make 2.0999999999999996 in doubles, which would be cut to 2.0
    const units = Math.round(quantity * contractSize * power) / power;
    return productUnits(price, this.pricePlaces, units, places, scale);
  }
}

/** Opens the books of all assets of an account, with the digits that its instruments need, and those of every lane. */
export function openBooks(
  ledger: Ledger,
  { quote, startingBalance, lanes, holdings = [] }: PortfolioOptions,
): { cash: AssetLedger; units: readonly LaneUnits[] } {
  const versions = lanes.map(({ instrument, versions = [instrument] }) => versions);
  const cash = ledger.open(quote, Math.max(decimalPlaces(startingBalance), ...versions.map(cashScale)));
  const scales = new Map(holdings.map(({ asset }) => [asset, HOLDING_PLACES]));
  lanes.forEach(({ instrument: { base } }, lane) => {
    scales.set(base, Math.max(scales.get(base) ?? 0, baseScale(versions[lane]!)));
  });
  for (const [asset, scale] of scales) ledger.open(asset, scale);
  const units = lanes.map(
    ({ instrument: { base } }, lane) => new LaneUnits(versions[lane]!, ledger.open(base, scales.get(base)!), cash),
  );
  return { cash, units };
}

/** Digits of cash that shares of a cost are cut to, at least. */
const SHARE_PLACES = 8;

function cashScale(versions: readonly Instrument[]): number {
  const rates = versions.flatMap((version) => [
    ...feeRates(version),
    version.kind === "linear" ? version.liquidationFee : 0,
  ]);
  const exact = quoteScale(pricePlacesOf(versions), quantityPlacesOf(versions), versions[0]!.contractSize, ...rates);
  // a part of a perpetual position releases its share of the cost, which need not be a whole number of those units
  return versions[0]!.kind === "linear" ? Math.max(SHARE_PLACES, exact) : exact;
}

/** Fees in base units are finer than the step. */
function baseScale(versions: readonly Instrument[]): number {
  const rates = versions[0]!.feeIn === "base" ? versions.flatMap(feeRates) : [];
  return Math.min(18, quantityPlacesOf(versions) + Math.max(0, ...rates.map(decimalPlaces)));
}

function pricePlacesOf(versions: readonly Instrument[]): number {
  return Math.max(...versions.map(({ prices }) => prices.places));
}

function quantityPlacesOf(versions: readonly Instrument[]): number {
  return Math.max(...versions.map(({ quantities }) => quantities.places));
}

function feeRates({ maker, taker, feeTiers }: Instrument): number[] {
  return [maker, taker, ...feeTiers.flatMap((tier) => [tier.maker, tier.taker])];
}
