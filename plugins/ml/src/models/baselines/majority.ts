import * as z from "zod";
import { ClassNames, ColumnCount, readArray, readMeta } from "../artifact-parts.js";
import { BadArtifactError, type Classifier, type ModelFamily, type Regressor } from "../model.js";
import { roomFor } from "../outputs.js";
import { checkTrainingSet, classWeightSums } from "../training-checks.js";

const NAME = "majority";
const FORMAT = 1;

const Meta = z.discriminatedUnion("task", [
  z.strictObject({ task: z.literal("classification"), columns: ColumnCount, classes: ClassNames }),
  z.strictObject({ task: z.literal("regression"), columns: ColumnCount }),
]);

export const MajorityParams = z.strictObject({});

/**
 * The baseline that reads nothing: the weighted class shares of the training rows, or their weighted mean. It can be trained
 * on one class alone.
 */
export const majority: ModelFamily<typeof MajorityParams> = {
  name: NAME,
  about: "a baseline: always the training rows' class shares, or their mean",
  tasks: ["classification", "regression"],
  params: MajorityParams,
  fit(data) {
    checkTrainingSet(NAME, majority.tasks, data);
    const { y, weights, x, classes } = data;
    let total = 0;
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      total += weight;
      sum += weight * y[i]!;
    }
    if (data.task === "regression") return regressorOf(x.columns, Float64Array.of(sum / total));
    return classifierOf(
      x.columns,
      [...classes],
      classWeightSums(data).map((weight) => weight / total),
    );
  },
  fromArtifact(artifact) {
    const meta = readMeta(artifact, NAME, FORMAT, Meta);
    if (meta.task === "regression") return regressorOf(meta.columns, readArray(artifact, "mean", Float64Array, 1));
    const shares = readArray(artifact, "shares", Float64Array, meta.classes.length);
    if (shares.some((share) => share < 0) || Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) > 1e-9)
      throw new BadArtifactError(`${NAME}: shares are not at least 0 each and 1 together`);
    return classifierOf(meta.columns, meta.classes, shares);
  },
};

function classifierOf(columns: number, classes: readonly string[], shares: Float64Array): Classifier {
  return {
    family: NAME,
    task: "classification",
    classes,
    columns,
    importances: null,
    facts: {},
    predictProba(x, out) {
      const into = roomFor(x, columns, shares.length, out);
      for (let i = 0; i < x.rows; i++) into.set(shares, i * shares.length);
      return into;
    },
    toArtifact: () => ({
      family: NAME,
      format: FORMAT,
      meta: { task: "classification", columns, classes },
      arrays: { shares },
    }),
  };
}

function regressorOf(columns: number, mean: Float64Array): Regressor {
  return {
    family: NAME,
    task: "regression",
    columns,
    importances: null,
    facts: {},
    predict: (x, out) => roomFor(x, columns, 1, out).fill(mean[0]!, 0, x.rows),
    toArtifact: () => ({ family: NAME, format: FORMAT, meta: { task: "regression", columns }, arrays: { mean } }),
  };
}
