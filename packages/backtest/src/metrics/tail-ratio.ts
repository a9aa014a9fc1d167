import type { Figure } from "./metrics.js";

/** Value below which the share `q` of sorted values lies, between neighbours by straight line (Hyndman-Fan type 7). */
function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}

/** Size of the 95th percentile of returns over that of the 5th; null for none, or where the latter is zero. */
export function tailRatio(returns: Float64Array): Figure {
  if (returns.length === 0) return null;
  const sorted = returns.slice().sort();
  const loss = Math.abs(quantile(sorted, 0.05));
  return loss > 0 ? Math.abs(quantile(sorted, 0.95)) / loss : null;
}
