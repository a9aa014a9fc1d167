import { outcomesOf, probabilitiesOf } from "../validation/metrics/class-input.js";
import { BadCalibrationError } from "./bad-calibration-error.js";
import type { Calibrator } from "./calibrator.js";
import { fitIsotonic } from "./isotonic.js";
import { isotonicCalibrator } from "./isotonic-calibrator.js";
import { fitPlatt, type PlattCurve } from "./platt.js";
import { logOdds, plattCalibrator } from "./platt-calibrator.js";

/**
 * Fits what maps a classifier's probabilities to frequencies, one class against the rest; for two classes one curve and
 * its complement. Never turns a ranking round: where higher probabilities came true less often, Platt's curve is flat at
 * the (smoothed) base rate.
 * @param probabilities - samples × classes, of samples that the model was not fitted to.
 * @param y - numbers of classes.
 * @throws {BadCalibrationError} for no samples, unequal lengths, numbers that are no class, or values outside [0, 1].
 */
export function fitCalibrator(
  type: Calibrator["type"],
  probabilities: Float64Array,
  y: Float64Array,
  classes: readonly string[],
  weights: Float64Array | null = null,
): Calibrator {
  const width = classes.length;
  if (width < 2 || probabilities.length !== y.length * width)
    throw new BadCalibrationError(
      `${probabilities.length} probabilities for ${y.length} samples of ${width} classes; give ${y.length * width}, of at least 2 classes`,
    );
  for (let i = 0; i < y.length; i++)
    if (!(Number.isInteger(y[i]!) && y[i]! >= 0 && y[i]! < width))
      throw new BadCalibrationError(`sample ${i} is of class ${y[i]}; classes are numbered 0 to ${width - 1}`);
  for (let i = 0; i < probabilities.length; i++)
    if (!(probabilities[i]! >= -1e-6 && probabilities[i]! <= 1 + 1e-6))
      throw new BadCalibrationError(`probability ${i} is ${probabilities[i]}; give numbers from 0 to 1`);
  const fitted = width === 2 ? [1] : classes.map((_, k) => k);
  const one = (k: number) => [probabilitiesOf(probabilities, width, k), outcomesOf(y, k)] as const;
  switch (type) {
    case "platt":
      return plattCalibrator(fitted.map((k) => risingPlatt(...one(k), weights)));
    case "isotonic":
      return isotonicCalibrator(fitted.map((k) => fitIsotonic(...one(k), weights)));
    default:
      throw new BadCalibrationError(`no calibration "${String(type)}"; there are platt and isotonic`);
  }
}

function risingPlatt(probabilities: Float64Array, outcomes: Float64Array, weights: Float64Array | null): PlattCurve {
  const curve = fitPlatt(probabilities.map(logOdds), outcomes, weights);
  return curve.a < 0 ? curve : fitPlatt(new Float64Array(probabilities.length), outcomes, weights);
}
