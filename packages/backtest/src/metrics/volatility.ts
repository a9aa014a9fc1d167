import { deviation } from "./mean-and-deviation.js";
import type { Figure } from "./metrics.js";

/** Sample deviation of `returns` × √`periodsPerYear`, a fraction a year; null for fewer than two returns. */
export function annualisedVolatility(returns: Float64Array, periodsPerYear: number): Figure {
  const perPeriod = deviation(returns);
  return perPeriod === null ? null : perPeriod * Math.sqrt(periodsPerYear);
}
