import { createRng } from "@bellwether/core";
import { BadLabelError } from "./labels.js";
import { concurrency, type LabelSpans } from "./uniqueness.js";

/**
 * Draws samples with replacement, those whose spans overlap what was drawn before less often, so that a bag holds more that
 * is new. A draw looks at every bar and span once: for 45,000 labels take no more draws than mean uniqueness × labels.
 * @returns places of samples, in the order drawn.
 * @throws {BadLabelError} for no spans to draw from, or draws that are no count.
 * @see AFML, section 4.5
 */
export function sequentialBootstrap(
  spans: LabelSpans,
  { draws = spans.start.length, seed }: { draws?: number; seed: number },
): Int32Array {
  if (!(Number.isInteger(draws) && draws >= 0)) throw new BadLabelError(`draws are a whole number, got ${draws}`);
  if (spans.start.length === 0 && draws > 0) throw new BadLabelError("there are no labels to draw from");
  const rng = createRng(seed);
  const drawn = new Int32Array(draws);
  const state = createState(spans);
  for (let k = 0; k < draws; k++) {
    const unique = state.uniqueness();
    let total = 0;
    for (const value of unique) total += value;
    let left = rng.next() * total;
    let pick = 0;
    while (pick < unique.length - 1 && left >= unique[pick]!) left -= unique[pick++]!;
    drawn[k] = pick;
    state.draw(pick);
  }
  return drawn;
}

/** Probability of each sample to be drawn next, after the samples of `drawn`. @throws {BadLabelError} for bad spans. */
export function sequentialProbabilities(spans: LabelSpans, drawn: ArrayLike<number>): Float64Array {
  const state = createState(spans);
  for (let k = 0; k < drawn.length; k++) state.draw(drawn[k]!);
  const unique = state.uniqueness();
  let total = 0;
  for (const value of unique) total += value;
  return unique.map((value) => value / total);
}

function createState(spans: LabelSpans) {
  const { start, end } = spans;
  const covered = concurrency(spans).length; // checks the spans too
  const counts = new Int32Array(covered);
  const sums = new Float64Array(covered + 1);
  const unique = new Float64Array(start.length);
  return {
    draw(sample: number): void {
      for (let t = start[sample]!; t <= end[sample]!; t++) counts[t]!++;
    },
    /** Average uniqueness of each sample if it were drawn next; the same array each time. */
    uniqueness(): Float64Array {
      for (let t = 0; t < covered; t++) sums[t + 1] = sums[t]! + 1 / (counts[t]! + 1);
      for (let i = 0; i < unique.length; i++)
        unique[i] = (sums[end[i]! + 1]! - sums[start[i]!]!) / (end[i]! - start[i]! + 1);
      return unique;
    },
  };
}
