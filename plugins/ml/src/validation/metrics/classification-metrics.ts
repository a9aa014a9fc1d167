import { assertClasses, calledClasses, outcomesOf, probabilitiesOf } from "./class-input.js";
import { confusion, matthews, perClass, tally } from "./confusion.js";
import type { ClassificationMetrics } from "./metrics.js";
import { brier, logLoss } from "./proper-scores.js";
import { expectedCalibrationError, reliabilityTable } from "./reliability.js";
import { rocAuc } from "./roc-auc.js";

/**
 * How probabilities fared against what happened. A sample is called its most probable class, the first of equal ones.
 * Weights count in every figure but `samples`, `support` and counts of bins.
 * @param y - numbers of classes.
 * @param probabilities - samples × classes.
 * @throws {BadMetricInputError} for no samples, or lengths, classes, probabilities or weights that cannot be.
 */
export function classificationMetrics(
  y: Float64Array,
  probabilities: Float64Array,
  classes: readonly string[],
  weights: Float64Array | null = null,
): ClassificationMetrics {
  const width = classes.length;
  assertClasses(y, probabilities, width, weights);
  const called = calledClasses(probabilities, width);
  const table = confusion(y, called, width, weights);
  const { total, right } = tally(table);
  const each = perClass(table, classes, supportOf(y, width));
  const recalls = each.flatMap(({ recall }) => recall ?? []);
  const sure = new Float64Array(y.length);
  const correct = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) {
    sure[i] = Math.min(1, probabilities[i * width + called[i]!]!);
    correct[i] = called[i] === y[i] ? 1 : 0;
  }
  return {
    task: "classification",
    samples: y.length,
    accuracy: right / total,
    balancedAccuracy: sum(recalls) / recalls.length,
    f1Macro: sum(each.map(({ f1 }) => f1 ?? 0)) / width,
    logLoss: logLoss(y, probabilities, width, weights),
    brier: brier(y, probabilities, width, weights),
    rocAuc: rocAucOfClasses(y, probabilities, width, weights),
    mcc: matthews(table),
    ece: expectedCalibrationError(sure, correct, { weights }),
    perClass: each,
    confusion: table,
    reliability: reliabilityTable(sure, correct, { weights }),
  };
}

/** Area under the ROC curve: of the second of two classes, or the mean of each of several against the rest. */
export function rocAucOfClasses(
  y: Float64Array,
  probabilities: Float64Array,
  classes: number,
  weights: Float64Array | null = null,
): number | null {
  assertClasses(y, probabilities, classes, weights);
  const of = (k: number) => rocAuc(probabilitiesOf(probabilities, classes, k), outcomesOf(y, k), weights);
  if (classes === 2) return of(1);
  let areas = 0;
  for (let k = 0; k < classes; k++) {
    const area = of(k);
    if (area === null) return null;
    areas += area;
  }
  return areas / classes;
}

function supportOf(y: Float64Array, classes: number): Int32Array {
  const support = new Int32Array(classes);
  for (let i = 0; i < y.length; i++) support[y[i]!]!++;
  return support;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
