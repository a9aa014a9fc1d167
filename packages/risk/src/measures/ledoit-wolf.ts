import { commonLength } from "./errors.js";
import { diagonal, type SquareMatrix, symmetric } from "./square-matrix.js";
import { centred, dot, mean } from "./vectors.js";

/** A covariance pulled towards a multiple of the identity. */
export interface ShrunkCovariance {
  /** Squared returns per bar. */
  readonly covariance: SquareMatrix;
  /** How far it was pulled: 0 is the population covariance, 1 the mean variance on the diagonal and zero beside it. */
  readonly shrinkage: number;
}

/**
 * Covariance shrunk towards the mean variance times the identity, by the amount that costs least in expectation.
 * Better conditioned than the sample's, above all with few rows. The base is the population covariance (n).
 * Null with fewer than two rows, or where a return is not finite.
 * @param returns - one series per asset, the same bars in each.
 * @throws {BadMeasureError} if the series differ in length.
 * @see Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices" (2004), section 3.2
 */
export function ledoitWolf(returns: readonly Float64Array[]): ShrunkCovariance | null {
  const rows = commonLength("ledoitWolf", returns);
  if (rows < 2 || !returns.every((series) => series.every(Number.isFinite))) return null;
  const deviations = returns.map(centred);
  const population = symmetric(returns.length, (i, j) => dot(deviations[i]!, deviations[j]!) / rows);
  const centre = mean(diagonal(population));
  const squaredNorm = dot(population.values, population.values);

  let fourthPowers = 0;
  for (let t = 0; t < rows; t++) {
    let squares = 0;
    for (const series of deviations) squares += series[t]! ** 2;
    fourthPowers += squares ** 2;
  }
  const distance = squaredNorm - returns.length * centre ** 2; // of the sample from its target, squared
  const noise = (fourthPowers / rows - squaredNorm) / rows; // of the sample around the truth, squared
  const shrinkage = distance > 0 ? Math.min(1, Math.max(0, noise / distance)) : 0;
  const covariance = symmetric(returns.length, (i, j) => {
    const target = i === j ? shrinkage * centre : 0;
    return (1 - shrinkage) * population.values[i * population.size + j]! + target;
  });
  return { covariance, shrinkage };
}
