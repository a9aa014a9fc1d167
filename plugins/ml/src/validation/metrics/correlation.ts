import { assertPairs } from "./bad-metric-input-error.js";
import { averageRanks } from "./ranks.js";

/**
 * Pearson's correlation, in [−1, 1]; null where either side does not vary.
 * @throws {BadMetricInputError} for none, unequal lengths, or values that are not finite.
 */
export function pearson(a: Float64Array, b: Float64Array): number | null {
  assertPairs("values", a, b);
  if (!varies(a) || !varies(b)) return null;
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - meanA;
    const y = b[i]! - meanB;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  const correlation = ab / (Math.sqrt(aa) * Math.sqrt(bb));
  return Number.isFinite(correlation) ? Math.min(1, Math.max(-1, correlation)) : null;
}

/** Pearson's correlation of ranks, ties sharing theirs; null where either side does not vary. */
export function spearman(a: Float64Array, b: Float64Array): number | null {
  assertPairs("values", a, b);
  return pearson(averageRanks(a), averageRanks(b));
}

/** Whether not all values are the same. */
export function varies(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return true;
  return false;
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
