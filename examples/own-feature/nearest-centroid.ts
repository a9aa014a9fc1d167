// A model family of your own: fit, answer, and the parts of its file. own-feature.ts registers it.
import {
  type Classifier,
  checkTrainingSet,
  type ModelFamily,
  readArray,
  readMeta,
  roomFor,
  type TrainingSet,
} from "@bellwether/ml";
import * as z from "zod";

const NAME = "nearest-centroid";
const FORMAT = 1;

const Params = z.strictObject({
  /** Below 1 the nearest class takes nearly all; above it the answers even out. */
  temperature: z.number().positive().default(1).describe("How far distances count: small is bold, large is shy."),
});

const Meta = z.strictObject({
  classes: z.array(z.string()).min(1),
  columns: z.int().min(1),
  temperature: z.number().positive(),
});

/** Remembers the mean row of each class, and asks how near a new row lies to each. Scale the columns first. */
export const nearestCentroid: ModelFamily<typeof Params> = {
  name: NAME,
  about: "the mean row of each class; a new row belongs to the nearest. Scale first",
  tasks: ["classification"],
  params: Params,
  fit(data, { temperature }) {
    checkTrainingSet(NAME, nearestCentroid.tasks, data);
    const { classes, x } = data;
    return classifierOf({ classes: [...classes], columns: x.columns, temperature }, meanRows(data));
  },
  fromArtifact(artifact) {
    const meta = readMeta(artifact, NAME, FORMAT, Meta); // what comes from a file is checked, not believed
    return classifierOf(meta, readArray(artifact, "centroids", Float64Array, meta.classes.length * meta.columns));
  },
};

/** Weighted means, classes × columns; zeros for a class without a row. */
function meanRows({ x, y, weights, classes }: TrainingSet): Float64Array {
  const sums = new Float64Array(classes.length * x.columns);
  const totals = new Float64Array(classes.length);
  for (let i = 0; i < x.rows; i++) {
    const weight = weights?.[i] ?? 1;
    const k = y[i]!;
    totals[k]! += weight;
    for (let j = 0; j < x.columns; j++) sums[k * x.columns + j]! += weight * x.data[i * x.columns + j]!;
  }
  return sums.map((sum, at) =>
    totals[Math.floor(at / x.columns)]! > 0 ? sum / totals[Math.floor(at / x.columns)]! : 0,
  );
}

function classifierOf(meta: z.output<typeof Meta>, centroids: Float64Array): Classifier {
  const { classes, columns, temperature } = meta;
  return {
    family: NAME,
    task: "classification",
    classes,
    columns,
    importances: null,
    facts: { centroids: classes.length },
    predictProba(x, out) {
      const width = classes.length;
      const into = roomFor(x, columns, width, out);
      for (let i = 0; i < x.rows; i++) {
        for (let k = 0; k < width; k++) {
          let distance = 0;
          for (let j = 0; j < columns; j++) distance += (x.data[i * columns + j]! - centroids[k * columns + j]!) ** 2;
          into[i * width + k] = -distance / columns / temperature;
        }
        softmax(into, i * width, width);
      }
      return into;
    },
    toArtifact: () => ({ family: NAME, format: FORMAT, meta, arrays: { centroids } }),
  };
}

/** In place, the largest first taken away so that nothing overflows. */
function softmax(values: Float64Array, from: number, width: number): void {
  let most = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let k = from; k < from + width; k++) most = Math.max(most, values[k]!);
  for (let k = from; k < from + width; k++) sum += values[k] = Math.exp(values[k]! - most);
  for (let k = from; k < from + width; k++) values[k]! /= sum;
}
