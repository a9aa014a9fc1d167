import { classWeights } from "../forest/class-weights.js";
import { checkLearnable } from "../forest/learnable.js";
import { weightedMean } from "../forest/weighted-mean.js";
import { BadTrainingSetError, type FitContext, type Model, type TrainingSet } from "../model.js";
import { boost } from "./boost.js";
import { boostedClassifier, boostedRegressor } from "./boosting-model.js";
import type { GradientBoostingParams } from "./boosting-params.js";
import { binaryLogLoss, type Loss, multinomialLogLoss, squaredError } from "./losses.js";

/**
 * @param maxBins - bins of a column; above 256 they take two bytes.
 * @throws {BadTrainingSetError} for data that cannot be learnt from, also where the rows for validation leave too few.
 */
export function fitBoosting(
  family: string,
  data: TrainingSet,
  params: GradientBoostingParams,
  context: FitContext,
  maxBins = 256,
): Model {
  checkLearnable(family, ["classification", "regression"], data);
  const { x, y, task, classes } = data;
  const refuse = (why: string) => new BadTrainingSetError(`${family} cannot be trained: ${why}`);
  if (task === "regression" && params.classWeights !== null)
    throw refuse("classWeights are given, the label has no classes");
  const tail = Math.floor(x.rows * params.validationFraction);
  const learnt = x.rows - tail - (tail > 0 ? params.validationGap : 0);
  if (params.validationFraction > 0 && (tail < 1 || learnt < 1))
    throw refuse(`${x.rows} rows leave ${Math.max(0, learnt)} to learn and ${tail} to validate`);
  const ofClass = task === "classification" ? classWeights(params.classWeights, y, classes) : undefined;
  const weights = Float64Array.from(y, (label, i) => (data.weights?.[i] ?? 1) * (ofClass?.[label] ?? 1));
  if (tail > 0 && !weights.subarray(x.rows - tail).some((weight) => weight > 0))
    throw refuse("the rows to validate all weigh 0");
  const loss =
    task === "classification" ? logLoss(y, weights, learnt, classes, refuse) : leastSquares(y, weights, learnt, refuse);
  const boosting = { x, weights, loss, learnt, validated: x.rows - tail };
  const { forest, importances, facts } = boost(boosting, params, context, maxBins);
  const details = { family, base: loss.base, importances, facts };
  return task === "classification" ? boostedClassifier(forest, classes, details) : boostedRegressor(forest, details);
}

type Refuse = (why: string) => BadTrainingSetError;

function logLoss(
  y: Float64Array,
  weights: Float64Array,
  learnt: number,
  classes: readonly string[],
  refuse: Refuse,
): Loss {
  const sums = new Float64Array(classes.length);
  let all = 0;
  for (let i = 0; i < learnt; i++) {
    sums[y[i]!] = sums[y[i]!]! + weights[i]!;
    all += weights[i]!;
  }
  if (sums.filter((sum) => sum > 0).length < 2) throw refuse("the rows to learn are all of one class");
  const priors = sums.map((sum) => sum / all);
  return classes.length === 2 ? binaryLogLoss(y, weights, priors[1]!) : multinomialLogLoss(y, weights, priors);
}

function leastSquares(y: Float64Array, weights: Float64Array, learnt: number, refuse: Refuse): Loss {
  const own = weights.subarray(0, learnt);
  if (!own.some((weight) => weight > 0)) throw refuse("the rows to learn all weigh 0");
  return squaredError(y, weights, weightedMean(y.subarray(0, learnt), own));
}
