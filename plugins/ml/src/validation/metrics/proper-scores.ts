import { assertClasses } from "./class-input.js";

const LEAST = 1e-15;

/**
 * Mean of −ln of the true class's probability, clipped to [1e-15, 1 − 1e-15].
 * @param probabilities - samples × classes.
 * @throws {BadMetricInputError} for lengths, classes, probabilities or weights that cannot be.
 */
export function logLoss(
  y: Float64Array,
  probabilities: Float64Array,
  classes: number,
  weights: Float64Array | null = null,
): number {
  assertClasses(y, probabilities, classes, weights);
  let loss = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    const given = probabilities[i * classes + y[i]!]!;
    loss -= weight * Math.log(Math.min(1 - LEAST, Math.max(LEAST, given)));
    total += weight;
  }
  return loss / total;
}

/**
 * Mean squared distance of probabilities from what happened: over all classes, for two classes of one of them.
 * @param probabilities - samples × classes.
 * @throws {BadMetricInputError} for lengths, classes, probabilities or weights that cannot be.
 */
export function brier(
  y: Float64Array,
  probabilities: Float64Array,
  classes: number,
  weights: Float64Array | null = null,
): number {
  assertClasses(y, probabilities, classes, weights);
  let sum = 0;
  let total = 0;
  const first = classes === 2 ? 1 : 0;
  for (let i = 0; i < y.length; i++) {
    let distance = 0;
    for (let k = first; k < classes; k++) distance += (probabilities[i * classes + k]! - (y[i] === k ? 1 : 0)) ** 2;
    const weight = weights === null ? 1 : weights[i]!;
    sum += weight * distance;
    total += weight;
  }
  return sum / total;
}
