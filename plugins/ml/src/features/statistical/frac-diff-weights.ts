import { BadFeatureError } from "../feature.js";

/** A window longer than this outlasts the history that venues hand out. */
const LONGEST = 20_000;

/**
 * Weights of fractional differentiation of order `d`, newest first: `w0 = 1, wk = −w(k−1) · (d − k + 1) / k`, up to the
 * last whose size is at least `threshold`.
 * @throws {BadFeatureError} unless `d` is a number of at least 0, `threshold` lies between 0 and 1, and the weights fall
 * below it within 20,000 rows.
 * @see Hosking, Fractional Differencing (1981); López de Prado, Advances in Financial Machine Learning (2018), 5.4
 */
export function fracDiffWeights(d: number, threshold: number): Float64Array {
  if (!(d >= 0 && Number.isFinite(d) && threshold > 0 && threshold < 1))
    throw new BadFeatureError(
      `fractional differentiation: d is a number of at least 0, threshold one between 0 and 1; got ${d}, ${threshold}`,
    );
  const weights = [1];
  for (;;) {
    const k = weights.length;
    const weight = (-weights[k - 1]! * (d - k + 1)) / k;
    if (!(Math.abs(weight) >= threshold)) return Float64Array.from(weights);
    if (k === LONGEST)
      throw new BadFeatureError(
        `fractional differentiation: the weights for d ${d} stay above ${threshold} for ${LONGEST} rows; raise the threshold`,
      );
    weights.push(weight);
  }
}
