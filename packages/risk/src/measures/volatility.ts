import { assertWindow } from "./errors.js";
import { centred, dot } from "./vectors.js";

/**
 * Sample standard deviation (n - 1) of the last `window` returns, a fraction per bar, not annualised;
 * null before there are so many, or where one of them is NaN.
 * @throws {BadMeasureError} unless `window` is a whole number of at least two.
 */
export function volatility(returns: Float64Array, window: number): number | null {
  assertWindow("volatility", window);
  if (returns.length < window) return null;
  const deviations = centred(returns.subarray(-window));
  const value = Math.sqrt(dot(deviations, deviations) / (window - 1));
  return Number.isFinite(value) ? value : null;
}
