import type { Figure } from "./metrics.js";

/**
 * Root mean square of what `returns` fell short of `target`, per period; all returns count in the mean,
 * those above the target as zero. Null for none.
 */
export function downsideDeviation(returns: Float64Array, target = 0): Figure {
  if (returns.length === 0) return null;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) squares += Math.min(returns[i]! - target, 0) ** 2;
  return Math.sqrt(squares / returns.length);
}
