import { correlation } from "./correlation.js";
import { assertWindow } from "./errors.js";

/**
 * Pearson correlation of the last `window` returns of two series that end at the same bar, in [-1, 1];
 * null before both have so many, where one of them is NaN, or where a series does not move.
 * @throws {BadMeasureError} unless `window` is a whole number of at least two.
 */
export function rollingCorrelation(a: Float64Array, b: Float64Array, window: number): number | null {
  assertWindow("rollingCorrelation", window);
  if (a.length < window || b.length < window) return null;
  const value = correlation([a.subarray(-window), b.subarray(-window)]).values[1]!;
  return Number.isFinite(value) ? value : null;
}
