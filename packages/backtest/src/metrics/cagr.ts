import type { Figure } from "./metrics.js";

/**
 * Compound annual growth rate, a fraction: `(1 + total) ^ (1 / years) - 1`.
 * Null without time, below a loss of everything, or where the power leaves the range of doubles.
 */
export function cagr(total: number, years: number): Figure {
  if (!(years > 0) || !(total >= -1)) return null;
  const rate = (1 + total) ** (1 / years) - 1;
  return Number.isFinite(rate) ? rate : null;
}
