import { normalDensity, normalQuantile, quantile } from "@bellwether/core";
import { centred, dot, mean, RETURN_NOISE } from "./vectors.js";

/** How the bad end of returns is thought of: as observed, as normal, or as normal bent by skew and kurtosis. */
export type TailModel = "historical" | "normal" | "cornishFisher";

/** The return that only the share `tail` of returns falls below, and the mean of those; losses negative, or NaN. */
export interface Tail {
  readonly quantile: number;
  readonly mean: number;
}

/** @param tail - share of returns in it, between 0 and 1. */
export const TAIL_MODELS: Readonly<Record<TailModel, (returns: Float64Array, tail: number) => Tail>> = {
  historical(returns, tail) {
    const edge = returns.some(Number.isNaN) ? Number.NaN : quantile(returns.toSorted(), tail);
    return { quantile: edge, mean: mean(returns.filter((value) => value <= edge)) };
  },

  normal(returns, tail) {
    const { centre, deviation } = moments(returns);
    const z = normalQuantile(tail);
    return { quantile: centre + z * deviation, mean: centre - (deviation * normalDensity(z)) / tail };
  },

  // the mean integrates the bent quantile over the tail, term by term: Maillard, "A user's guide to the
  // Cornish Fisher expansion" (2012), whose figures use the moments as they are
  cornishFisher(returns, tail) {
    const { centre, deviation, skew, excess } = moments(returns);
    const z = normalQuantile(tail);
    const bent =
      z + ((z ** 2 - 1) * skew) / 6 + ((z ** 3 - 3 * z) * excess) / 24 - ((2 * z ** 3 - 5 * z) * skew ** 2) / 36;
    const stretch = 1 + (z * skew) / 6 + ((z ** 2 - 1) * excess) / 24 - ((2 * z ** 2 - 1) * skew ** 2) / 36;
    return { quantile: centre + bent * deviation, mean: centre - (deviation * normalDensity(z) * stretch) / tail };
  },
};

/** Mean, sample deviation (n - 1), and population skew and excess kurtosis, NaN where the returns do not move. */
function moments(returns: Float64Array) {
  const rows = returns.length;
  const deviations = centred(returns);
  const squares = dot(deviations, deviations);
  const population = Math.sqrt(squares / rows);
  const scaled = deviations.map((value) => (population > RETURN_NOISE ? value / population : Number.NaN));
  const scaledSquares = scaled.map((value) => value ** 2);
  return {
    centre: mean(returns),
    deviation: rows > 1 ? Math.sqrt(squares / (rows - 1)) : Number.NaN,
    skew: dot(scaledSquares, scaled) / rows,
    excess: dot(scaledSquares, scaledSquares) / rows - 3,
  };
}
