import type { FitContext, TrainingSet } from "../model.js";
import { classWeights } from "./class-weights.js";
import { binColumns } from "./column-bins.js";
import { createForestBuilder, type FlatForest } from "./flat-forest.js";
import type { RandomForestParams, RandomForestRegressorParams } from "./forest-params.js";
import type { Facts } from "./forest-parts.js";
import { type Grown, growForest } from "./grow-forest.js";
import { checkLearnable } from "./learnable.js";
import { countFeatures } from "./max-features.js";
import { outOfBag } from "./out-of-bag.js";
import { createTreeGrower, type Measure, type WriteLeaf } from "./tree-grower.js";
import { weightedMean } from "./weighted-mean.js";

export interface FittedForest {
  readonly forest: FlatForest;
  readonly importances: Float64Array | null;
  readonly facts: Facts;
}

/**
 * @param maxBins - bins of a column; above 256 they take two bytes.
 * @throws {BadTrainingSetError} for data that cannot be learnt from.
 */
export function fitClassForest(
  family: string,
  data: TrainingSet,
  params: RandomForestParams,
  context: FitContext,
  maxBins = 256,
): FittedForest {
  checkLearnable(family, ["classification"], data);
  const { y, classes } = data;
  const ofClass = classWeights(params.classWeights, y, classes);
  const weights = Float64Array.from(y, (label, i) => (data.weights?.[i] ?? 1) * ofClass[label]!);
  // of two classes, the impurity of Gini is twice the variance of 0 and 1
  const halves = classes.length === 2 && params.criterion === "gini";
  const measure: Measure = halves
    ? { kind: "moments", l2: 0 }
    : { kind: "classes", classes: classes.length, entropy: params.criterion === "entropy" };
  const writeLeaf: WriteLeaf = halves ? writeHalves : writeShares;
  const growing = { data, weights, target: y, label: !halves, width: classes.length, scale: halves ? 2 : 1 };
  return fit(growing, params, measure, writeLeaf, context, maxBins);
}

/**
 * @param maxBins - bins of a column; above 256 they take two bytes.
 * @throws {BadTrainingSetError} for data that cannot be learnt from.
 */
export function fitValueForest(
  family: string,
  data: TrainingSet,
  params: RandomForestRegressorParams,
  context: FitContext,
  maxBins = 256,
): FittedForest {
  checkLearnable(family, ["regression"], data);
  const weights = data.weights ?? new Float64Array(data.y.length).fill(1);
  const mean = weightedMean(data.y, weights);
  const target = data.y.map((value) => value - mean); // squares of deviations keep their digits
  const writeLeaf: WriteLeaf = (sums, out, at) => {
    out[at] = mean + sums[1]! / sums[0]!;
  };
  const growing = { data, weights, target, label: false, width: 1, scale: 1 };
  return fit(growing, params, { kind: "moments", l2: 0 }, writeLeaf, context, maxBins);
}

interface Task {
  readonly data: TrainingSet;
  readonly weights: Float64Array;
  readonly target: Float64Array;
  readonly label: boolean;
  readonly width: number;
  /** Decrease of impurity in a unit of the measure. */
  readonly scale: number;
}

function fit(
  { data, weights, target, label, width, scale }: Task,
  params: RandomForestRegressorParams,
  measure: Measure,
  writeLeaf: WriteLeaf,
  context: FitContext,
  maxBins: number,
): FittedForest {
  const { x, y, task } = data;
  const rules = {
    ...params,
    maxFeatures: countFeatures(params.maxFeatures, x.columns),
    // without a limit a split that gains nothing is made too: of XOR, the first one is of that kind
    minGain: params.minImpurityDecrease === 0 ? -Infinity : params.minImpurityDecrease / scale,
    measure,
  };
  const grower = createTreeGrower(binColumns(x, maxBins), rules, writeLeaf);
  const builder = createForestBuilder(x.columns, width);
  const unseen =
    params.outOfBag && params.bootstrap ? outOfBag(x.data, y, width, task === "classification") : undefined;
  const { bootstrap, maxSamples, trees } = params;
  const grown = growForest(
    grower,
    builder,
    { trees, bootstrap, maxSamples, weights, target, label, ...(unseen === undefined ? {} : { onTree: unseen.add }) },
    context,
  );
  const forest = builder.finish(task === "classification");
  return { forest, importances: grown.importances, facts: { ...factsOf(grown, builder), ...unseen?.facts() } };
}

function factsOf({ trees, stoppedEarly }: Grown, { nodes, leaves }: { nodes: number; leaves: number }): Facts {
  return { trees, nodes, leaves, stoppedEarly };
}

const writeHalves: WriteLeaf = (sums, out, at) => {
  const share = sums[1]! / sums[0]!;
  out[at] = 1 - share;
  out[at + 1] = share;
};

const writeShares: WriteLeaf = (sums, out, at) => {
  let sum = 0;
  for (let k = 0; k < sums.length; k++) sum += sums[k]!;
  for (let k = 0; k < sums.length; k++) out[at + k] = sums[k]! / sum;
};
