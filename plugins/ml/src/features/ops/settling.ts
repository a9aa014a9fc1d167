/**
 * Rows until an exponential mean of weight `weight` has forgotten how it was started, to a relative 1e-10: the weight of
 * everything before them is `(1 − weight) ** rows`.
 */
const settled = (weight: number): number => Math.ceil(Math.log(1e-10) / Math.log(1 - weight));

/** Rows before an EMA of this period (weight `2 / (period + 1)`) no longer depends on its seed. */
export function emaSettling(period: number): number {
  return period <= 1 ? 0 : period + settled(2 / (period + 1));
}

/** Rows before a Wilder average of this period (weight `1 / period`: RSI, ATR, ADX) no longer depends on its seed. */
export function wilderSettling(period: number): number {
  return period <= 1 ? 1 : period + settled(1 / period);
}
