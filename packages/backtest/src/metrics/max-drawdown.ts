/** A fall from a peak; positions are indexes into the curve it was found in. */
export interface Drawdown {
  /** `1 - equity[valley] / equity[peak]`, a positive fraction; above 1 where equity went below zero. */
  readonly depth: number;
  readonly peak: number;
  readonly valley: number;
  /** First index back at or above the peak; null where the curve ends before. */
  readonly recovery: number | null;
}

/**
 * The deepest fall from a running peak, the first of equals; depth 0 where equity never fell, null for no points.
 * The first value must be above zero.
 */
export function maxDrawdown(equity: Float64Array): Drawdown | null {
  if (equity.length === 0) return null;
  let top = 0;
  let peak = 0;
  let valley = 0;
  let depth = 0;
  for (let i = 1; i < equity.length; i++) {
    if (equity[i]! > equity[top]!) top = i;
    const fall = 1 - equity[i]! / equity[top]!;
    if (fall > depth) {
      depth = fall;
      peak = top;
      valley = i;
    }
  }
  if (depth === 0) return { depth, peak, valley, recovery: 0 };
  let recovery: number | null = null;
  for (let i = valley + 1; i < equity.length && recovery === null; i++) if (equity[i]! >= equity[peak]!) recovery = i;
  return { depth, peak, valley, recovery };
}
