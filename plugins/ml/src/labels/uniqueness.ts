import { BadLabelError } from "./labels.js";
import { timeDecay } from "./time-decay.js";

/** First and last bars of spans, both inclusive: `Labels` and `Dataset` have them. */
export interface LabelSpans {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * How many spans cover each bar. Linear in spans and bars.
 * @param length - bars; up to the last one covered unless given.
 * @throws {BadLabelError} for a span that ends before it starts or lies outside the bars.
 */
export function concurrency({ start, end }: LabelSpans, length = barsCovered(end)): Int32Array {
  if (start.length !== end.length)
    throw new BadLabelError(`${start.length} spans start and ${end.length} end; give both of each`);
  const counts = new Int32Array(length + 1);
  for (let i = 0; i < start.length; i++) {
    if (!(start[i]! >= 0 && start[i]! <= end[i]! && end[i]! < length))
      throw new BadLabelError(
        `span ${i} is ${start[i]} to ${end[i]}; spans lie within 0 to ${length - 1} and end after they start`,
      );
    counts[start[i]!]!++;
    counts[end[i]! + 1]!--;
  }
  for (let t = 1; t < length; t++) counts[t]! += counts[t - 1]!;
  return counts.subarray(0, length);
}

/**
 * Average uniqueness of each span: the mean over its bars of one over the number of spans that cover the bar. 1 for a span
 * that meets no other, 1/k for k alike. Linear in spans and bars, by running sums.
 * @throws {BadLabelError} as {@link concurrency}.
 * @see AFML, section 4.4
 */
export function averageUniqueness(spans: LabelSpans): Float64Array {
  const shares = sharesBefore(concurrency(spans));
  const { start, end } = spans;
  const unique = new Float64Array(start.length);
  for (let i = 0; i < unique.length; i++)
    unique[i] = Math.min(1, (shares[end[i]! + 1]! - shares[start[i]!]!) / (end[i]! - start[i]! + 1));
  return unique;
}

/**
 * Sample weights by average uniqueness, scaled to a mean of 1, so that bars that many labels share are not learnt many
 * times over.
 * @param oldest - weight of the oldest sample against the newest, by {@link timeDecay}; 1 for no decay.
 * @throws {BadLabelError} as {@link concurrency} and {@link timeDecay}.
 */
export function uniquenessWeights(spans: LabelSpans, { oldest = 1 }: { oldest?: number } = {}): Float64Array {
  const unique = averageUniqueness(spans);
  const decay = timeDecay(unique, oldest);
  return scaledToMeanOne(unique.map((value, i) => value * decay[i]!));
}

/** Weights with the same proportions and a mean of 1; all 1 where all are 0. */
export function scaledToMeanOne(weights: Float64Array): Float64Array {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum > 0 ? weights.map((weight) => (weight * weights.length) / sum) : weights.map(() => 1);
}

/** Sums of one over the concurrency of all bars before each; bars without spans count 0. */
function sharesBefore(counts: Int32Array): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let t = 0; t < counts.length; t++) sums[t + 1] = sums[t]! + (counts[t]! > 0 ? 1 / counts[t]! : 0);
  return sums;
}

function barsCovered(end: Int32Array): number {
  let length = 0;
  for (const row of end) length = Math.max(length, row + 1);
  return length;
}
