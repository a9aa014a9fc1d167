/**
 * Simple returns of neighbouring closes, `close[t] / close[t - 1] - 1`, as fractions; one fewer than there are closes.
 * A return from a close that is not above zero, or to one that is not a number, is NaN.
 */
export function simpleReturns(closes: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, closes.length - 1) }, (_, i) => {
    const before = closes[i]!;
    return before > 0 ? closes[i + 1]! / before - 1 : Number.NaN;
  });
}
