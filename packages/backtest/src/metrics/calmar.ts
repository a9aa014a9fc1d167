import type { Figure } from "./metrics.js";

/** Yearly growth over the deepest drawdown, both fractions; null where either is undefined or equity never fell. */
export function calmar(growth: Figure, maxDrawdown: Figure): Figure {
  if (growth === null || maxDrawdown === null || !(maxDrawdown > 0)) return null;
  const ratio = growth / maxDrawdown;
  return Number.isFinite(ratio) ? ratio : null;
}
