import { BadMeasureError } from "./errors.js";
import { type SquareMatrix, times } from "./square-matrix.js";
import { dot } from "./vectors.js";

/**
 * Variance of a portfolio's returns, in squared returns per bar.
 * @param weights - one per row of the covariance, as fractions of equity.
 * @throws {BadMeasureError} if there are more or fewer weights than rows.
 */
export function portfolioVariance(weights: Float64Array, covariance: SquareMatrix): number {
  assertSize("portfolioVariance", weights, covariance);
  return dot(weights, times(covariance, weights));
}

/**
 * The share of the portfolio's variance that each holding brings: they sum to 1, and a hedge brings a negative one.
 * All NaN where there is no variance to share.
 * @throws {BadMeasureError} if there are more or fewer weights than rows.
 */
export function riskShares(weights: Float64Array, covariance: SquareMatrix): Float64Array {
  assertSize("riskShares", weights, covariance);
  const marginal = times(covariance, weights);
  const variance = dot(weights, marginal);
  return weights.map((weight, i) => (variance > 0 ? (weight * marginal[i]!) / variance : Number.NaN));
}

function assertSize(measure: string, weights: Float64Array, { size }: SquareMatrix): void {
  if (weights.length === size) return;
  throw new BadMeasureError(`${measure}: ${weights.length} weights for a covariance of ${size} assets`);
}
