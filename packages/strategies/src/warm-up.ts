/** Bars after which an EMA keeps 0.25 % of its seed: three periods past it, `exp(-2 * 3)`. */
export function emaWarmup(period: number): number {
  return 4 * period;
}

/** Bars after which Wilder's average (RSI, ATR) keeps 0.25 % of its seed: six periods past it, `exp(-6)`. */
export function wilderWarmup(period: number): number {
  return 7 * period + 1; // the first bar has no change and no true range
}
