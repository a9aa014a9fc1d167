/**
 * Value below which the share `q` of sorted values lies, between neighbours by straight line (Hyndman-Fan type 7);
 * NaN for none.
 */
export function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}
