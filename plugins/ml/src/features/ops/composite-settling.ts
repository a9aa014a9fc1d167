import { emaSettling, wilderSettling } from "./settling.js";

/** Rows in which what is left of the past shrinks to `share` of it. */
const further = (weight: number, share: number): number => Math.ceil(Math.log(share) / Math.log(1 - weight));

/**
 * Rows before the distance of an EMA from a price or from another EMA no longer depends on its seed. They stand a few
 * percent apart at most: 1e-10 of the price is too much of what is left when it is taken from another.
 */
export function emaDistanceSettling(period: number): number {
  return period <= 1 ? 0 : emaSettling(period) + further(2 / (period + 1), 1e-2);
}

/** Rows before a difference of two Wilder averages as a share of their sum, which crosses 0, no longer depends on their seeds. */
export function wilderBalanceSettling(period: number): number {
  return period <= 1 ? 1 : wilderSettling(period) + further(1 / period, 1e-3);
}

/** Rows before a MACD's signal no longer depends on its seeds: it starts from the line once that has settled. */
export function macdSettling(slow: number, signal: number): number {
  return emaSettling(slow) + emaSettling(signal);
}

/** Rows before an ADX no longer depends on its seeds: it averages an index that is made of averages. */
export function adxSettling(period: number): number {
  return 2 * wilderSettling(period);
}
