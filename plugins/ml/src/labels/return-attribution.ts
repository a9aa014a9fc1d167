import { concurrency, type LabelSpans, scaledToMeanOne } from "./uniqueness.js";

/**
 * Sample weights by the size of the return that a label can call its own: the log returns of its bars, each divided by the
 * number of spans that cover the bar, summed and taken without sign; scaled to a mean of 1. The return of a bar is from the
 * close before to its own; one that is not known counts 0.
 * @throws {BadLabelError} for spans outside the closes.
 * @see AFML, snippet 4.10
 */
export function returnAttributionWeights(spans: LabelSpans, close: Float64Array): Float64Array {
  const counts = concurrency(spans, close.length);
  const sums = new Float64Array(close.length + 1);
  for (let t = 0; t < close.length; t++) {
    const move = t === 0 || counts[t] === 0 ? 0 : Math.log(close[t]! / close[t - 1]!) / counts[t]!;
    sums[t + 1] = sums[t]! + (Number.isFinite(move) ? move : 0);
  }
  const { start, end } = spans;
  const weights = new Float64Array(start.length);
  for (let i = 0; i < weights.length; i++) weights[i] = Math.abs(sums[end[i]! + 1]! - sums[start[i]!]!);
  return scaledToMeanOne(weights);
}
