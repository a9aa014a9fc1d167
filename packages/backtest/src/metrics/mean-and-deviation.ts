/** Standard deviations of returns below this are rounding: a ratio of two doubles near 1 carries about 4e-16. */
export const RETURN_NOISE = 1e-14;

/** Arithmetic mean, in the unit of `values`; null for none. Summed around the first value: exact for constants. */
export function mean(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const origin = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - origin;
  return origin + sum / values.length;
}

/** Sample standard deviation (n - 1), in the unit of `values`; null for fewer than two. */
export function deviation(values: Float64Array): number | null {
  if (values.length < 2) return null;
  const centre = mean(values)!;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
