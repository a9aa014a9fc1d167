import { covariance } from "./covariance.js";
import { diagonal, type SquareMatrix, symmetric } from "./square-matrix.js";
import { RETURN_NOISE } from "./vectors.js";

/**
 * Pearson correlation of every pair of series, in [-1, 1].
 * An entry is NaN where one of its series holds a NaN or does not move, and all are with fewer than two rows.
 * @param returns - one series per asset, the same bars in each.
 * @throws {BadMeasureError} if the series differ in length.
 */
export function correlation(returns: readonly Float64Array[]): SquareMatrix {
  return correlationOf(covariance(returns));
}

/** The correlations that a covariance of returns implies; NaN beside a deviation that is only rounding. */
export function correlationOf(covariances: SquareMatrix): SquareMatrix {
  const { size, values } = covariances;
  const deviations = diagonal(covariances).map((variance) => {
    const deviation = Math.sqrt(variance);
    return deviation > RETURN_NOISE ? deviation : Number.NaN;
  });
  return symmetric(size, (i, j) => {
    if (i === j) return deviations[i]! > 0 ? 1 : Number.NaN;
    const ratio = values[i * size + j]! / deviations[i]! / deviations[j]!;
    return Math.min(1, Math.max(-1, ratio)); // rounding can lead past 1
  });
}
