import { deviation, mean, RETURN_NOISE } from "./mean-and-deviation.js";
import type { Figure } from "./metrics.js";

/**
 * Sharpe ratio: mean excess return over its sample deviation, × √`periodsPerYear`.
 * Null for fewer than two returns, or where they do not vary.
 * @param riskFree - return per period (not per year) that costs no risk, a fraction.
 */
export function sharpe(returns: Float64Array, periodsPerYear: number, riskFree = 0): Figure {
  const spread = deviation(returns);
  if (spread === null || !(spread > RETURN_NOISE)) return null;
  return ((mean(returns)! - riskFree) / spread) * Math.sqrt(periodsPerYear);
}
