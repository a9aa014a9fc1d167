import { assertSample } from "./bad-calibration-error.js";

/** A curve from score to probability that never falls: straight between its points, flat beyond them. */
export interface IsotonicCurve {
  /** Scores, rising strictly. */
  readonly x: Float64Array;
  /** Probabilities at them, never falling. */
  readonly y: Float64Array;
}

/** The probability that a curve gives a score. */
export function isotonicAt({ x, y }: IsotonicCurve, score: number): number {
  const last = x.length - 1;
  if (!(score > x[0]!)) return y[0]!;
  if (score >= x[last]!) return y[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= score) low = middle;
    else high = middle;
  }
  const share = (score - x[low]!) / (x[high]! - x[low]!);
  return Math.min(y[high]!, y[low]! + share * (y[high]! - y[low]!));
}

/**
 * The nearest values, by weighted squares, that never fall: neighbours in the wrong order share their mean.
 * @param weights - above zero; all 1 where not given.
 * @see Ayer et al. (1955), "An Empirical Distribution Function for Sampling with Incomplete Information"
 */
export function poolAdjacentViolators(values: Float64Array, weights: Float64Array | null = null): Float64Array {
  const means = new Float64Array(values.length);
  const masses = new Float64Array(values.length);
  const lengths = new Int32Array(values.length);
  let pools = 0;
  for (let i = 0; i < values.length; i++) {
    means[pools] = values[i]!;
    masses[pools] = weights === null ? 1 : weights[i]!;
    lengths[pools] = 1;
    while (pools > 0 && means[pools - 1]! >= means[pools]!) {
      const mass = masses[pools - 1]! + masses[pools]!;
      means[pools - 1]! += (means[pools]! - means[pools - 1]!) * (masses[pools]! / mass);
      masses[pools - 1] = mass;
      lengths[pools - 1]! += lengths[pools]!;
      pools--;
    }
    pools++;
  }
  const pooled = new Float64Array(values.length);
  for (let k = 0, at = 0; k < pools; at += lengths[k]!, k++) pooled.fill(means[k]!, at, at + lengths[k]!);
  return pooled;
}

/**
 * Fits the curve that never falls and comes nearest to outcomes. Equal scores count as one of their mean outcome;
 * samples of weight 0 count nothing. Wants some thousand samples: it follows what it sees.
 * @param outcomes - 1 or 0.
 * @throws {BadCalibrationError} for no samples, unequal lengths, or values that are not finite.
 */
export function fitIsotonic(
  scores: Float64Array,
  outcomes: Float64Array,
  weights: Float64Array | null = null,
): IsotonicCurve {
  assertSample(scores, outcomes, weights);
  const order = new Uint32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  order.sort((a, b) => scores[a]! - scores[b]!);
  const x = new Float64Array(scores.length);
  const y = new Float64Array(scores.length);
  const mass = new Float64Array(scores.length);
  let distinct = 0;
  for (const i of order) {
    const weight = weights === null ? 1 : weights[i]!;
    if (weight === 0) continue;
    if (distinct === 0 || scores[i] !== x[distinct - 1]) x[distinct++] = scores[i]!;
    const at = distinct - 1;
    mass[at]! += weight;
    y[at]! += weight * outcomes[i]!;
  }
  for (let k = 0; k < distinct; k++) y[k]! /= mass[k]!;
  return corners(x.subarray(0, distinct), poolAdjacentViolators(y.subarray(0, distinct), mass.subarray(0, distinct)));
}

/** Drops points that lie inside a flat stretch. */
function corners(x: Float64Array, y: Float64Array): IsotonicCurve {
  const kept: number[] = [];
  for (let k = 0; k < x.length; k++)
    if (k === 0 || k === x.length - 1 || y[k - 1] !== y[k] || y[k + 1] !== y[k]) kept.push(k);
  return {
    x: Float64Array.from(kept, (k) => x[k]!),
    y: Float64Array.from(kept, (k) => Math.min(1, Math.max(0, y[k]!))),
  };
}
