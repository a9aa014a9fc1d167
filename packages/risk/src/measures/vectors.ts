/** Standard deviations of returns below this are rounding: a ratio of two doubles near 1 carries about 4e-16. */
export const RETURN_NOISE = 1e-14;

/** Sum of products, row by row, of two vectors of equal length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Arithmetic mean; NaN for none. Summed around the first value: exact for constants. */
export function mean(values: Float64Array): number {
  const origin = values[0] ?? Number.NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - origin;
  return origin + sum / values.length;
}

/** Each value less the mean: exactly zero for constants, all NaN where one value is. */
export function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((value) => value - centre);
}
