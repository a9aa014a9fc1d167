import { assertShare, commonLength } from "./errors.js";
import { type SquareMatrix, symmetric } from "./square-matrix.js";

/** The decay of daily returns that RiskMetrics settled on. */
export const RISK_METRICS_DECAY = 0.94;

/**
 * Exponentially weighted covariance of every pair of series at the last bar, in squared returns per bar:
 * `c[t] = decay × c[t - 1] + (1 - decay) × a[t] × b[t]` with `c[0] = a[0] × b[0]`. Means are taken to be zero.
 * An entry is NaN where one of its series holds a NaN, and all are without a row.
 * @param returns - one series per asset, the same bars in each.
 * @throws {BadMeasureError} if the series differ in length, or unless `decay` lies between 0 and 1.
 * @see RiskMetrics Technical Document (1996), section 5.2
 */
export function ewmaCovariance(returns: readonly Float64Array[], decay = RISK_METRICS_DECAY): SquareMatrix {
  assertShare("ewmaCovariance", "decay", decay);
  const rows = commonLength("ewmaCovariance", returns);
  return symmetric(returns.length, (i, j) => {
    const a = returns[i]!;
    const b = returns[j]!;
    let value = rows > 0 ? a[0]! * b[0]! : Number.NaN;
    for (let t = 1; t < rows; t++) value = decay * value + (1 - decay) * a[t]! * b[t]!;
    return value;
  });
}

/** Exponentially weighted variance at the last bar, as `ewmaCovariance` of a series with itself; null where NaN. */
export function ewmaVariance(returns: Float64Array, decay = RISK_METRICS_DECAY): number | null {
  const value = ewmaCovariance([returns], decay).values[0]!;
  return Number.isFinite(value) ? value : null;
}
