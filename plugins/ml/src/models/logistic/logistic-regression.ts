import * as z from "zod";
import { ClassNames, ColumnCount, readArray, readMeta } from "../artifact-parts.js";
import {
  BadArtifactError,
  BadTrainingSetError,
  type Classifier,
  type FitContext,
  type ModelArtifact,
  type ModelFamily,
  type TrainingSet,
} from "../model.js";
import { roomFor } from "../outputs.js";
import { checkTrainingSet, classWeightSums } from "../training-checks.js";
import { fitLogistic } from "./fit-logistic.js";
import { outputsOf, toProbabilities } from "./log-loss.js";

const NAME = "logistic-regression";
const FORMAT = 1;
/** No sum of coefficients up to this, over single-precision values, runs out of doubles. */
export const LARGEST = 1e200;

export const LogisticParams = z.strictObject({
  c: z
    .number()
    .min(1e-6)
    .max(1e6)
    .default(1)
    .meta({ description: "how much the data count against the penalty: small is cautious", search: [0.01, 1] }),
  penalty: z.enum(["l2", "l1", "none"]).default("l2").meta({ description: "l1 sets coefficients to exactly 0" }),
  classWeights: z
    .enum(["balanced"])
    .nullable()
    .default(null)
    .meta({ description: "balanced: samples ÷ (classes × samples of the class); null: all 1" }),
  maxIterations: z.int().min(1).max(10_000).default(100),
  tolerance: z
    .number()
    .positive()
    .max(0.1)
    .default(1e-10)
    .meta({ description: "stop once a step promises less than this, in log loss a sample" }),
});

const Meta = z
  .strictObject({
    columns: ColumnCount,
    classes: ClassNames,
    /** Numbers of the classes that training rows had, rising; the others have a probability of 0. */
    present: z.array(z.int().min(0)).min(2).max(1_000),
    penalty: LogisticParams.shape.penalty.unwrap(),
    iterations: z.int().min(0).max(10_000),
    converged: z.boolean(),
  })
  .refine(
    ({ present, classes }) => present.every((k, i) => k < classes.length && (i === 0 || k > present[i - 1]!)),
    "present does not name classes in rising order",
  );

interface Parts extends z.output<typeof Meta> {
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
}

/**
 * Logistic regression, binary or multinomial. It does not scale: put a scaler before it, or the penalty weighs columns by
 * their units. Importances are shares of summed |coefficient|, a comparison only between scaled columns.
 */
export const logisticRegression: ModelFamily<typeof LogisticParams> = {
  name: NAME,
  about: "classes by a weighted sum of scaled columns, with an l2 or l1 penalty",
  tasks: ["classification"],
  wantsScaling: true,
  params: LogisticParams,
  fit,
  fromArtifact(artifact) {
    const meta = readMeta(artifact, NAME, FORMAT, Meta);
    const outputs = outputsOf(meta.present.length);
    if (outputs * meta.columns > 10_000_000) throw new BadArtifactError(`${NAME}: more than 10,000,000 coefficients`);
    return classifierOf({
      ...meta,
      coefficients: readArray(artifact, "coefficients", Float64Array, outputs * meta.columns, LARGEST),
      intercepts: readArray(artifact, "intercepts", Float64Array, outputs, LARGEST),
    });
  },
};

function fit(data: TrainingSet, params: z.output<typeof LogisticParams>, { onProgress }: FitContext): Classifier {
  checkTrainingSet(NAME, logisticRegression.tasks, data);
  const { x, y, weights, classes } = data;
  const sums = classWeightSums(data);
  const present = classes.flatMap((_, k) => (sums[k]! > 0 ? [k] : []));
  if (present.length < 2)
    throw new BadTrainingSetError(`${NAME} cannot be trained: every row with weight is ${classes[present[0]!]}`);
  const numbers = Int32Array.from(y, (k) => Math.max(0, present.indexOf(k))); // a row without weight may be of any class
  const counts = new Float64Array(present.length);
  for (let i = 0; i < y.length; i++) if (weights === null || weights[i]! > 0) counts[numbers[i]!]!++;
  const samples = counts.reduce((sum, count) => sum + count, 0);
  const factor = Array.from(counts, (n) => (params.classWeights === null ? 1 : samples / (present.length * n)));
  const fitted = fitLogistic(
    {
      x: Float64Array.from(x.data),
      rows: x.rows,
      columns: x.columns,
      y: numbers,
      classes: present.length,
      weights: Float64Array.from(y, (_, i) => factor[numbers[i]!]! * (weights === null ? 1 : weights[i]!)),
    },
    params,
    onProgress && ((done) => onProgress(Math.min(1, done / 10))), // most fits take about ten steps
  );
  onProgress?.(1);
  return classifierOf({ ...fitted, columns: x.columns, classes: [...classes], present, penalty: params.penalty });
}

function classifierOf(parts: Parts): Classifier {
  const { columns, classes, present, penalty, iterations, converged, coefficients, intercepts } = parts;
  const outputs = intercepts.length;
  const scores = new Float64Array(outputs);
  return {
    family: NAME,
    task: "classification",
    classes,
    columns,
    importances: sharesOf(coefficients, columns),
    facts: { iterations, converged, zeroCoefficients: coefficients.filter((w) => w === 0).length },
    predictProba(x, out) {
      const into = roomFor(x, columns, classes.length, out).fill(0, 0, x.rows * classes.length);
      for (let i = 0; i < x.rows; i++) {
        for (let k = 0; k < outputs; k++) {
          let score = intercepts[k]!;
          for (let j = 0; j < columns; j++) score += coefficients[k * columns + j]! * x.data[i * columns + j]!;
          scores[k] = score;
        }
        toProbabilities(scores, 0, outputs);
        const row = i * classes.length;
        if (outputs === 1) {
          into[row + present[0]!] = 1 - scores[0]!;
          into[row + present[1]!] = scores[0]!;
        } else for (let k = 0; k < outputs; k++) into[row + present[k]!] = scores[k]!;
      }
      return into;
    },
    toArtifact: (): ModelArtifact => ({
      family: NAME,
      format: FORMAT,
      meta: { columns, classes, present, penalty, iterations, converged },
      arrays: { coefficients, intercepts },
    }),
  };
}

/** Each column's share of the summed magnitudes of its coefficients; null where all are 0. */
export function sharesOf(coefficients: Float64Array, columns: number): Float64Array | null {
  const shares = new Float64Array(columns);
  for (let at = 0; at < coefficients.length; at++) shares[at % columns]! += Math.abs(coefficients[at]!);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 && Number.isFinite(total) ? shares.map((share) => share / total) : null;
}
