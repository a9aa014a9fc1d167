import { downsideDeviation } from "./downside-deviation.js";
import { mean, RETURN_NOISE } from "./mean-and-deviation.js";
import type { Figure } from "./metrics.js";

/**
 * Sortino ratio: mean return above `target` over the downside deviation, × √`periodsPerYear`.
 * Null for fewer than two returns, or where none fell short of the target.
 * @param target - return per period that is just good enough, a fraction.
 */
export function sortino(returns: Float64Array, periodsPerYear: number, target = 0): Figure {
  if (returns.length < 2) return null;
  const downside = downsideDeviation(returns, target)!;
  if (!(downside > RETURN_NOISE)) return null;
  return ((mean(returns)! - target) / downside) * Math.sqrt(periodsPerYear);
}
