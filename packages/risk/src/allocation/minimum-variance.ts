import { covariance } from "../measures/covariance.js";
import { diagonal, type SquareMatrix, times } from "../measures/square-matrix.js";
import { dot } from "../measures/vectors.js";
import type { AllocationRule } from "./allocation-rule.js";
import { solvePositive } from "./cholesky.js";
import { normalised } from "./normalised.js";
import { speaks } from "./speaks.js";

const MAX_STEPS = 100; // some fifteen are the rule
const NEGLIGIBLE = 1e-8; // weights that the interior of the feasible set keeps from being zero

/**
 * The long-only, fully invested weights of least variance, from the sample covariance; to about 1e-7 each.
 * Where several are equally good, as with assets that move alike, it spreads evenly over them.
 */
export const minimumVariance: AllocationRule = (returns) => {
  if (!speaks(returns)) return null;
  const { size, values } = covariance(returns);
  const least = Math.min(...diagonal({ size, values }));
  const scaled = values.map((value, k) => value / least + (k % (size + 1) === 0 ? 1e-12 : 0)); // definite despite rounding
  const weights = leastVariance({ size, values: scaled });
  return normalised(weights.map((weight) => (weight > NEGLIGIBLE ? weight : 0)));
};

/**
 * Minimises `w'Cw / 2` subject to sum 1 and `w >= 0`, by Newton steps towards `w × slack = barrier`, whose barrier
 * falls to zero. `slack` is the gradient above `level`, the one that all held assets share.
 * @see Boyd and Vandenberghe, "Convex Optimization" (2004), section 11.7
 */
function leastVariance(c: SquareMatrix): Float64Array {
  let weights: Float64Array = new Float64Array(c.size).fill(1 / c.size);
  const ones = new Float64Array(c.size).fill(1);
  let level = Math.min(...times(c, weights));
  let slack: Float64Array = times(c, weights).map((gradient) => gradient - level + 1);

  for (let step = 0; step < MAX_STEPS; step++) {
    const gradient = times(c, weights);
    const gap = dot(weights, slack);
    if (gap <= 1e-14 * dot(weights, gradient)) break;

    const barrier = (0.1 * gap) / c.size;
    const curved = c.values.slice();
    for (let i = 0; i < c.size; i++) curved[i * c.size + i]! += slack[i]! / weights[i]!;
    const pull = gradient.map((slope, i) => level - slope + barrier / weights[i]!);
    const [towards, along] = solvePositive({ size: c.size, values: curved }, pull, ones);
    const missing = 1 - weights.reduce((sum, weight) => sum + weight, 0);
    const rise = (missing - dot(ones, towards!)) / dot(ones, along!);
    const move = towards!.map((value, i) => value + rise * along![i]!);
    const give = slack.map((value, i) => (barrier - value * move[i]!) / weights[i]! - value);

    const length = Math.min(1, 0.99 * roomFor(weights, move), 0.99 * roomFor(slack, give));
    if (!(length > 0)) break; // rounding has the last word
    weights = weights.map((weight, i) => weight + length * move[i]!);
    slack = slack.map((value, i) => value + length * give[i]!);
    level += length * rise;
  }
  return weights;
}

/** How many times `move` fits before a value reaches zero; Infinity where none falls, NaN where a move is. */
function roomFor(values: Float64Array, move: Float64Array): number {
  return values.reduce(
    (least, value, i) => Math.min(least, move[i]! >= 0 ? Number.POSITIVE_INFINITY : -value / move[i]!),
    Number.POSITIVE_INFINITY,
  );
}
