import { quantile } from "@bellwether/core";

/** How often values fell where: `counts[i]` of them in [edges[i], edges[i + 1]). */
export interface Histogram {
  /** Unit of the values; multiples of one width, so that 0 is an edge where the range holds it. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Values under the first edge, and from the last edge on: tails too thin to draw. */
  readonly below: number;
  readonly above: number;
}

/** Share of values at either end that may be left to `below` and `above` where all would need too many bins. */
const TAIL = 0.005;
const STEPS = [1, 2, 2.5, 5, 10];

/** Bins that a histogram has at least, with enough values: two humps far apart widen the quartiles, not the bins. */
const ENOUGH_BINS = 20;

/**
 * Bins of a width that reads well: near 2 × interquartile range ÷ ∛n (Freedman–Diaconis), or finer where that leaves
 * fewer than √n bins, but at most `maxBins`. Null for no values. Values that do not differ share one bin.
 * @param maxBins - at least 4.
 */
export function histogram(values: Float64Array, maxBins = 40): Histogram | null {
  const sorted = values.filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n === 0) return null;
  const bulk = n * TAIL >= 1;
  const low = bulk ? quantile(sorted, TAIL) : sorted[0]!;
  const high = bulk ? quantile(sorted, 1 - TAIL) : sorted[n - 1]!;
  const quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const coarsest = (high - low) / Math.min(ENOUGH_BINS, Math.max(5, Math.sqrt(n)));
  const wanted = Math.max(Math.min((2 * quartiles) / Math.cbrt(n), coarsest), (high - low) / (maxBins - 2));
  const width = niceWidth(wanted > 0 ? wanted : Math.max(Math.abs(low) / 10, 1e-6));
  // rounding must not split a bin in two: 0.3 / 0.1 is less than 3
  const binOf = (value: number) => Math.floor(Number((value / width).toPrecision(12)));
  const everything = binOf(sorted[n - 1]!) - binOf(sorted[0]!) + 1;
  const first = binOf(everything <= maxBins ? sorted[0]! : low);
  const last = binOf(everything <= maxBins ? sorted[n - 1]! : high);
  const counts = new Array<number>(last - first + 1).fill(0);
  let below = 0;
  let above = 0;
  for (const value of sorted) {
    const bin = binOf(value) - first;
    if (bin < 0) below++;
    else if (bin >= counts.length) above++;
    else counts[bin]!++;
  }
  const edges = Array.from({ length: counts.length + 1 }, (_, i) => Number(((first + i) * width).toPrecision(12)));
  return { edges, counts, below, above };
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `wanted`. */
function niceWidth(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return Number((power * STEPS.find((step) => step * power >= wanted * (1 - 1e-9))!).toPrecision(12));
}
