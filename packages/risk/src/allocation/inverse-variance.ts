import { covariance } from "../measures/covariance.js";
import { diagonal } from "../measures/square-matrix.js";
import type { AllocationRule } from "./allocation-rule.js";
import { normalised } from "./normalised.js";
import { speaks } from "./speaks.js";

/** Weights in proportion to one over the variance: minimum variance, were the assets uncorrelated. */
export const inverseVariance: AllocationRule = (returns) => {
  return speaks(returns) ? normalised(diagonal(covariance(returns)).map((variance) => 1 / variance)) : null;
};

/** Weights in proportion to one over the standard deviation: equal risk, were all correlations the same. */
export const inverseVolatility: AllocationRule = (returns) => {
  return speaks(returns) ? normalised(diagonal(covariance(returns)).map((variance) => 1 / Math.sqrt(variance))) : null;
};
