import { correlationOf } from "../measures/correlation.js";
import { covariance } from "../measures/covariance.js";
import { diagonal, type SquareMatrix, times } from "../measures/square-matrix.js";
import { dot } from "../measures/vectors.js";
import type { AllocationRule } from "./allocation-rule.js";
import { solvePositive } from "./cholesky.js";
import { normalised } from "./normalised.js";
import { speaks } from "./speaks.js";

const MAX_STEPS = 200; // some ten are the rule
const ENDLESS = 1e6; // exposures that bring one deviation of risk; larger ones mean that assets cancel each other

/** Weights with which every asset brings the same share of the portfolio's variance, from the sample covariance. */
export const equalRiskContribution: AllocationRule = (returns) => {
  if (!speaks(returns)) return null;
  const sample = covariance(returns);
  const exposures = equalRiskExposures(correlationOf(sample));
  return normalised(diagonal(sample).map((variance, i) => exposures[i]! / Math.sqrt(variance)));
};

/**
 * Minimises `x'Cx / 2 - mean(ln x)`, at whose minimum all `x[i] × (Cx)[i]` are equal, by Newton steps short enough to
 * stay above zero. In units of each asset's deviation, so that scales do not matter. Assets that cancel each other leave
 * no minimum; then x grows until its bound, and its proportions are the answer.
 * @see Spinu, "An algorithm for computing risk parity weights" (2013)
 */
function equalRiskExposures(c: SquareMatrix): Float64Array {
  const together = c.values.reduce((sum, rho) => sum + rho, 0);
  let x: Float64Array = new Float64Array(c.size).fill(1 / Math.sqrt(Math.max(1, together))); // x'Cx is 1 at the minimum
  for (let step = 0; step < MAX_STEPS && Math.max(...x) < ENDLESS; step++) {
    const downhill = times(c, x).map((slope, i) => 1 / c.size / x[i]! - slope);
    const curved = c.values.slice();
    for (let i = 0; i < c.size; i++) curved[i * c.size + i]! += 1 / c.size / x[i]! ** 2;
    const [move] = solvePositive({ size: c.size, values: curved }, downhill);
    const decrement = Math.sqrt(c.size * dot(move!, downhill));
    if (!(decrement > 1e-13)) break; // there, or rounding has the last word
    const length = decrement > 0.25 ? 1 / (1 + decrement) : 1;
    x = x.map((value, i) => value + length * move![i]!);
  }
  return x;
}
