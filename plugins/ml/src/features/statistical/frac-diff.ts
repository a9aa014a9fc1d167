import { defineIndicator } from "@bellwether/core";
import { fracDiffWeights } from "./frac-diff-weights.js";

/**
 * Fractional difference of order `d` over a window of fixed width: a weighted sum of the newest values, with the weights of
 * {@link fracDiffWeights}. Order 0 is the series itself, order 1 its differences; between them it keeps a part of its memory.
 * Unit out = unit in. Rows before the number of weights less one are NaN. O(width) a row.
 * @throws {BadFeatureError} for a `d` or a `threshold` that make no weights.
 * @see López de Prado, Advances in Financial Machine Learning (2018), 5.5
 */
export const fracDiff = defineIndicator("fracDiff", (d: number, threshold: number = 1e-3) => {
  const weights = fracDiffWeights(d, threshold);
  return weightedWindow(weights);
});

/**
 * {@link fracDiff} with all weights beyond the window laid upon its oldest value. The weights then sum to 0, as they do
 * without a window: a constant gives 0, and adding a constant, the unit of a log price, changes nothing.
 */
export const closedFracDiff = defineIndicator("closedFracDiff", (d: number, threshold: number = 1e-3) => {
  const weights = fracDiffWeights(d, threshold);
  weights[weights.length - 1]! -= weights.reduce((sum, weight) => sum + weight, 0);
  return weightedWindow(weights);
});

/** @param weights - newest first. */
function weightedWindow(weights: Float64Array) {
  const width = weights.length;
  let clean = 0;
  return {
    warmup: width - 1,
    extend([x]: readonly [Float64Array], [out]: readonly [Float64Array], from: number, to: number): void {
      for (let i = from; i < to; i++) {
        if (!Number.isFinite(x[i]!)) clean = 0;
        else if (clean < width) clean++;
        if (clean < width) {
          out[i] = Number.NaN;
          continue;
        }
        let sum = 0;
        for (let k = 0; k < width; k++) sum += weights[k]! * x[i - k]!;
        out[i] = sum;
      }
    },
  };
}
