import { quantile } from "@bellwether/core";
import { BadMetricInputError } from "./bad-metric-input-error.js";

/** How predictions are put together: bins of equal width, or of (nearly) equal counts. */
export type Binning = "uniform" | "quantile";

/** Sums over the samples of each bin; edges are one more than bins. */
export interface Bins {
  readonly edges: Float64Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
  readonly predicted: Float64Array;
  readonly happened: Float64Array;
}

/**
 * Puts predictions into bins, an upper edge belonging to its bin, a lower one to that of the bin below.
 * @throws {BadMetricInputError} unless `count` is a whole number of at least 1.
 */
export function binned(
  probabilities: Float64Array,
  outcomes: Float64Array,
  weights: Float64Array | null,
  count: number,
  binning: Binning,
): Bins {
  if (!(Number.isSafeInteger(count) && count >= 1 && count <= 10_000))
    throw new BadMetricInputError(`bins is ${count}; give a whole number from 1 to 10,000`);
  const edges = binning === "uniform" ? equalWidths(count) : equalCounts(probabilities, count);
  const bins: Bins = {
    edges,
    counts: new Int32Array(count),
    weights: new Float64Array(count),
    predicted: new Float64Array(count),
    happened: new Float64Array(count),
  };
  for (let i = 0; i < probabilities.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    const at = binOf(edges, probabilities[i]!);
    bins.counts[at]!++;
    bins.weights[at]! += weight;
    bins.predicted[at]! += weight * probabilities[i]!;
    bins.happened[at]! += weight * outcomes[i]!;
  }
  return bins;
}

/** The bin whose upper edge is the first that is not below the value. */
export function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle + 1]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function equalWidths(count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, k) => k / count);
}

function equalCounts(values: Float64Array, count: number): Float64Array {
  const sorted = values.toSorted();
  return Float64Array.from({ length: count + 1 }, (_, k) => quantile(sorted, k / count));
}
