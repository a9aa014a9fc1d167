import { solveSemidefinite } from "../../math/semidefinite.js";

/** Where a second-order model of the objective has its minimum, as a step from here, and how much it promises to gain. */
export interface Step {
  readonly step: Float64Array;
  /** How far the objective falls by that step, if the model is right; at least 0. */
  readonly gain: number;
}

/** The model is a parabola: Newton's step. */
export function smoothStep(gradient: Float64Array, hessian: Float64Array): Step {
  const step = gradient.map((slope) => -slope);
  solveSemidefinite(hessian.slice(), step);
  let gain = 0;
  for (let j = 0; j < step.length; j++) gain -= 0.5 * gradient[j]! * step[j]!;
  return { step, gain: Math.max(0, gain) };
}

/**
 * The model is a parabola and λ × |θ| of some parameters: coordinate descent, with exact zeros.
 * @param lambda - what a parameter's magnitude costs, one value a parameter; 0 for those that are free.
 * @see Friedman, Hastie and Tibshirani (2010), "Regularization paths for generalized linear models via coordinate descent"
 */
export function sparseStep(
  theta: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  lambda: Float64Array,
): Step {
  const size = theta.length;
  const step = new Float64Array(size);
  const slope = gradient.slice(); // of the parabola, where the step has come to
  for (let sweep = 0; sweep < 10_000; sweep++) {
    let moved = 0;
    for (let j = 0; j < size; j++) {
      const curve = hessian[j * size + j]!;
      if (!(curve > 0)) continue;
      const from = theta[j]! + step[j]!;
      const move = shrink(from - slope[j]! / curve, lambda[j]! / curve) - from;
      if (move === 0) continue;
      step[j]! += move;
      moved = Math.max(moved, curve * move * move);
      for (let k = 0; k < size; k++) slope[k]! += move * hessian[j * size + k]!;
    }
    if (moved < 1e-16) break;
  }
  let gain = 0;
  for (let j = 0; j < size; j++) {
    gain -= 0.5 * (gradient[j]! + slope[j]!) * step[j]!; // g·s + s'Hs/2, as slope is g + Hs
    gain += lambda[j]! * (Math.abs(theta[j]!) - Math.abs(theta[j]! + step[j]!));
  }
  return { step, gain: Math.max(0, gain) };
}

/** Towards 0 by `by`, and no further. */
function shrink(value: number, by: number): number {
  return value > by ? value - by : value < -by ? value + by : 0;
}
