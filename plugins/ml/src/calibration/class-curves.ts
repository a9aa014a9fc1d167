import { BadCalibrationError } from "./bad-calibration-error.js";

/** Maps the probability of one class. */
export type Curve = (probability: number) => number;

/**
 * Applies one curve a class in place and brings rows back to a sum of 1; for two classes the one curve is of the second.
 * A row of which nothing is left is shared equally.
 * @throws {BadCalibrationError} for another number of classes, or values that are not rows of them.
 */
export function applyCurves(curves: readonly Curve[], probabilities: Float64Array, classes: number): void {
  const fitted = curves.length === 1 ? 2 : curves.length;
  if (classes !== fitted || probabilities.length % classes !== 0)
    throw new BadCalibrationError(
      `a calibrator of ${fitted} classes was given ${probabilities.length} probabilities of ${classes} classes`,
    );
  if (curves.length === 1) {
    const curve = curves[0]!;
    for (let at = 0; at < probabilities.length; at += 2) {
      const mapped = curve(probabilities[at + 1]!);
      probabilities[at] = 1 - mapped;
      probabilities[at + 1] = mapped;
    }
    return;
  }
  for (let row = 0; row < probabilities.length; row += classes) {
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const mapped = curves[k]!(probabilities[row + k]!);
      probabilities[row + k] = mapped;
      sum += mapped;
    }
    for (let k = 0; k < classes; k++) probabilities[row + k] = sum > 0 ? probabilities[row + k]! / sum : 1 / classes;
  }
}
