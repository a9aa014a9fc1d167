import { clip } from "../errors.js";
import { BadInstrumentError, type InstrumentSpec } from "./instrument-spec.js";

type Rules = Omit<InstrumentSpec, "symbol">;

function isRate(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) < 1;
}

function isPositive(value: unknown): boolean {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

/** @throws {BadInstrumentError} for the first rule that is out of range; written so that NaN fails. */
export function assertRules(symbol: string, rules: Rules): void {
  const refuse = (message: string) => {
    throw new BadInstrumentError(`${symbol}: ${message}`);
  };
  for (const name of ["minQuantity", "minNotional"] as const)
    if (!(rules[name] >= 0 && Number.isFinite(rules[name])))
      refuse(`${name} must not be negative, got ${clip(rules[name])}`);
  for (const name of ["maker", "taker"] as const)
    if (!isRate(rules[name]))
      refuse(`the ${name} fee is a fraction of notional (0.001 is 0.1 %), got ${clip(rules[name])}`);
  if (!isPositive(rules.contractSize)) refuse(`contractSize must be positive, got ${clip(rules.contractSize)}`);
  if (rules.kind !== "spot" && rules.kind !== "linear") refuse(`kind is spot or linear, got ${clip(rules.kind)}`);
  if (rules.feeIn !== "quote" && rules.feeIn !== "base") refuse(`feeIn is quote or base, got ${clip(rules.feeIn)}`);
  if (rules.feeIn === "base" && rules.kind === "linear") refuse("a perpetual pays its fees in the quote currency");
  if (rules.marginMode !== "cross" && rules.marginMode !== "isolated")
    refuse(`marginMode is cross or isolated, got ${clip(rules.marginMode)}`);
  if (!(rules.liquidationFee >= 0 && rules.liquidationFee < 1))
    refuse(`liquidationFee is a fraction of notional, got ${clip(rules.liquidationFee)}`);
  assertFeeTiers(rules, refuse);
  assertMarginTiers(rules, refuse);
}

function assertFeeTiers({ feeTiers }: Rules, refuse: (message: string) => void): void {
  let volume = 0;
  for (const tier of feeTiers) {
    if (!(tier.volume > volume && Number.isFinite(tier.volume)))
      refuse(`fee tiers have rising volumes above 0, got ${clip(tier.volume)} after ${volume}`);
    if (!(isRate(tier.maker) && isRate(tier.taker)))
      refuse(`the fees of a tier are fractions of notional, got maker ${clip(tier.maker)}, taker ${clip(tier.taker)}`);
    volume = tier.volume;
  }
}

function assertMarginTiers({ marginTiers, leverage }: Rules, refuse: (message: string) => void): void {
  if (marginTiers.length === 0) refuse("a margin table has at least one tier");
  let from = 0;
  let rate = 0;
  marginTiers.forEach(({ upTo, maintenanceRate, maxLeverage }, i) => {
    if ((upTo === undefined) !== (i === marginTiers.length - 1))
      refuse("every margin tier but the last says how far it goes (upTo)");
    if (upTo !== undefined && !(upTo > from && Number.isFinite(upTo)))
      refuse(`margin tiers rise, got upTo ${clip(upTo)} after ${from}`);
    if (!(maintenanceRate >= rate && maintenanceRate < 1))
      refuse(`maintenance rates are fractions that never fall from tier to tier, got ${clip(maintenanceRate)}`);
    if (!(maxLeverage >= 1 && maintenanceRate * maxLeverage <= 1))
      refuse(`at maxLeverage ${clip(maxLeverage)} a new position would be below its maintenance margin at once`);
    from = upTo ?? from;
    rate = maintenanceRate;
  });
  const most = marginTiers[0]?.maxLeverage ?? 1;
  if (!(leverage > 0 && leverage <= most)) refuse(`leverage lies in (0, ${most}], got ${clip(leverage)}`);
}
