import { commonLength } from "./errors.js";
import { type SquareMatrix, symmetric } from "./square-matrix.js";
import { centred, dot } from "./vectors.js";

/**
 * Sample covariance (n - 1) of every pair of series, in squared returns per bar.
 * An entry is NaN where one of its series holds a NaN, and all are with fewer than two rows.
 * @param returns - one series per asset, the same bars in each.
 * @throws {BadMeasureError} if the series differ in length.
 */
export function covariance(returns: readonly Float64Array[]): SquareMatrix {
  const rows = commonLength("covariance", returns);
  const deviations = returns.map(centred);
  const degrees = rows > 1 ? rows - 1 : Number.NaN;
  return symmetric(returns.length, (i, j) => dot(deviations[i]!, deviations[j]!) / degrees);
}
