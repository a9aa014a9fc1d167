import { quantile } from "@bellwether/core";
import type { Figure } from "./metrics.js";

/** Size of the 95th percentile of returns over that of the 5th; null for none, or where the latter is zero. */
export function tailRatio(returns: Float64Array): Figure {
  if (returns.length === 0) return null;
  const sorted = returns.slice().sort();
  const loss = Math.abs(quantile(sorted, 0.05));
  return loss > 0 ? Math.abs(quantile(sorted, 0.95)) / loss : null;
}
