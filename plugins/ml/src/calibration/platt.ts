import { assertSample } from "./bad-calibration-error.js";

/** A curve from score to probability, 1 / (1 + exp(a·score + b)): rising where `a` is below zero. */
export interface PlattCurve {
  readonly a: number;
  readonly b: number;
}

/** The probability that a curve gives a score, in [0, 1]. */
export function plattAt({ a, b }: PlattCurve, score: number): number {
  return 1 / (1 + Math.exp(a * score + b));
}

const STEPS = 100;

/**
 * Fits a sigmoid by maximum likelihood to outcomes smoothed as (n₁ + 1) / (n₁ + 2) and 1 / (n₀ + 2), n₁ and n₀ being
 * the weights of what happened and what did not. Where all outcomes or all scores are alike it is flat.
 * @param outcomes - 1 or 0.
 * @throws {BadCalibrationError} for no samples, unequal lengths, or values that are not finite.
 * @see Platt (1999), "Probabilistic Outputs for Support Vector Machines"; Lin, Lin & Weng (2007) for the safe form of its loss
 */
export function fitPlatt(
  scores: Float64Array,
  outcomes: Float64Array,
  weights: Float64Array | null = null,
): PlattCurve {
  assertSample(scores, outcomes, weights);
  const { centre, scale } = spreadOf(scores);
  const x = scores.map((score) => (score - centre) / scale);
  const w = weights ?? new Float64Array(x.length).fill(1);
  let happened = 0;
  let total = 0;
  for (let i = 0; i < w.length; i++) {
    total += w[i]!;
    happened += w[i]! * outcomes[i]!;
  }
  const high = (happened + 1) / (happened + 2);
  const low = 1 / (total - happened + 2);
  const targets = outcomes.map((outcome) => (outcome === 1 ? high : low));

  let a = 0;
  let b = Math.log((total - happened + 1) / (happened + 1));
  let loss = lossOf(x, targets, w, a, b);
  for (let step = 0; step < STEPS; step++) {
    let gradientA = 0;
    let gradientB = 0;
    let aa = 1e-12; // a ridge, for scores that are all alike
    let ab = 0;
    let bb = 1e-12;
    for (let i = 0; i < x.length; i++) {
      const p = 1 / (1 + Math.exp(a * x[i]! + b));
      const miss = w[i]! * (targets[i]! - p);
      const curvature = w[i]! * p * (1 - p);
      gradientA += miss * x[i]!;
      gradientB += miss;
      aa += curvature * x[i]! * x[i]!;
      ab += curvature * x[i]!;
      bb += curvature;
    }
    if (Math.hypot(gradientA, gradientB) <= 1e-13 * total) break;
    const determinant = aa * bb - ab * ab;
    const moveA = (ab * gradientB - bb * gradientA) / determinant;
    const moveB = (ab * gradientA - aa * gradientB) / determinant;
    const slope = gradientA * moveA + gradientB * moveB;
    let length = 1;
    let better = lossOf(x, targets, w, a + moveA, b + moveB);
    while (!(better <= loss + 1e-4 * length * slope) && length > 1e-10) {
      length /= 2;
      better = lossOf(x, targets, w, a + length * moveA, b + length * moveB);
    }
    if (!(better < loss)) break;
    a += length * moveA;
    b += length * moveB;
    loss = better;
  }
  return { a: a / scale, b: b - (a * centre) / scale };
}

function lossOf(x: Float64Array, targets: Float64Array, w: Float64Array, a: number, b: number): number {
  let loss = 0;
  for (let i = 0; i < x.length; i++) {
    const z = a * x[i]! + b;
    // ln(1 + e^z) that does not overflow
    const softplus = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
    loss += w[i]! * (softplus - (1 - targets[i]!) * z);
  }
  return loss;
}

function spreadOf(scores: Float64Array): { readonly centre: number; readonly scale: number } {
  let centre = 0;
  for (let i = 0; i < scores.length; i++) centre += scores[i]! / scores.length;
  let squares = 0;
  for (let i = 0; i < scores.length; i++) squares += (scores[i]! - centre) ** 2 / scores.length;
  const scale = Math.sqrt(squares);
  return { centre, scale: scale > 1e-12 * Math.abs(centre) && scale < Infinity ? scale : 1 };
}
