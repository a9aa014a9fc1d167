/**
 * Value below which the share `q` of the values lies, between neighbours by straight line (Hyndman-Fan type 7);
 * NaN for none, or where one is NaN.
 */
export function quantile(values: Float64Array, q: number): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  const sorted = values.slice().sort();
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}
