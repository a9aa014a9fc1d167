import { assertProbabilities, assertWeights, BadMetricInputError } from "./bad-metric-input-error.js";

/** @throws {BadMetricInputError} unless `y` holds numbers of classes, at least one sample, and each has a row of probabilities. */
export function assertClasses(
  y: Float64Array,
  probabilities: Float64Array,
  classes: number,
  weights: Float64Array | null,
): void {
  if (!(Number.isSafeInteger(classes) && classes >= 2))
    throw new BadMetricInputError(`there are ${classes} classes; a classification has at least 2`);
  if (y.length === 0) throw new BadMetricInputError("no predictions to judge; give at least one sample");
  if (probabilities.length !== y.length * classes)
    throw new BadMetricInputError(
      `${probabilities.length} probabilities for ${y.length} samples of ${classes} classes; give ${y.length * classes}`,
    );
  for (let i = 0; i < y.length; i++)
    if (!(Number.isInteger(y[i]!) && y[i]! >= 0 && y[i]! < classes))
      throw new BadMetricInputError(`sample ${i} is of class ${y[i]}; classes are numbered 0 to ${classes - 1}`);
  assertProbabilities(probabilities);
  assertWeights(weights, y.length);
}

/** 1 where a sample is of the class, 0 elsewhere. */
export function outcomesOf(y: Float64Array, classNumber: number): Float64Array {
  const outcomes = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) outcomes[i] = y[i] === classNumber ? 1 : 0;
  return outcomes;
}

/** Probabilities of one class. */
export function probabilitiesOf(probabilities: Float64Array, classes: number, classNumber: number): Float64Array {
  const column = new Float64Array(probabilities.length / classes);
  for (let i = 0; i < column.length; i++) column[i] = probabilities[i * classes + classNumber]!;
  return column;
}

/** The most probable class of each sample, the first of equal ones. */
export function calledClasses(probabilities: Float64Array, classes: number): Int32Array {
  const called = new Int32Array(probabilities.length / classes);
  for (let i = 0; i < called.length; i++) {
    let best = 0;
    for (let k = 1; k < classes; k++)
      if (probabilities[i * classes + k]! > probabilities[i * classes + best]!) best = k;
    called[i] = best;
  }
  return called;
}
