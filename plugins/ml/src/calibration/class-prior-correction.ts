import { BadCalibrationError } from "./bad-calibration-error.js";

/**
 * Undoes what weighting or resampling of classes did to probabilities, in place: each is multiplied by how much rarer
 * its class is than the model was made to believe, and each row brought back to a sum of 1.
 * @param probabilities - rows × classes.
 * @param trained - shares of classes that the model learnt from, above 0, by their weights.
 * @param real - shares of classes that it will meet.
 * @throws {BadCalibrationError} for shares that are not as many, or not above 0 (`real`: below 0), or a broken row.
 * @see Elkan (2001), "The Foundations of Cost-Sensitive Learning"
 */
export function classPriorCorrection(
  probabilities: Float64Array,
  trained: readonly number[],
  real: readonly number[],
): void {
  const classes = trained.length;
  if (classes < 2 || real.length !== classes || probabilities.length % classes !== 0)
    throw new BadCalibrationError(
      `${trained.length} trained and ${real.length} real shares for ${probabilities.length} probabilities; give one of each a class`,
    );
  const factors = trained.map((share, k) => {
    if (!(share > 0 && share < Infinity && real[k]! >= 0 && real[k]! < Infinity))
      throw new BadCalibrationError(`class ${k} was trained with a share of ${share} and has ${real[k]}; give shares`);
    return real[k]! / share;
  });
  for (let row = 0; row < probabilities.length; row += classes) {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += probabilities[row + k]! * factors[k]!;
    if (!(sum > 0)) throw new BadCalibrationError(`row ${row / classes} gives nothing to any class that is there`);
    for (let k = 0; k < classes; k++) probabilities[row + k] = (probabilities[row + k]! * factors[k]!) / sum;
  }
}
