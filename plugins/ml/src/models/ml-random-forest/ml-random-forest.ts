import { createRng } from "@bellwether/core";
import * as z from "zod";
import { MAX_DEPTH } from "../forest/flat-forest.js";
import { classifierFromArtifact, regressorFromArtifact } from "../forest/forest-model.js";
import { checkLearnable } from "../forest/learnable.js";
import { BadTrainingSetError, type Model, type ModelFamily, type TrainingSet } from "../model.js";
import { importMlRandomForest, importMlRandomForestRegressor, ML_RANDOM_FOREST } from "./import-forest.js";

/** Hyper-parameters of `ml-random-forest`, by the package's own names; defaults are kept small. */
export const MlRandomForestParams = z.strictObject({
  nEstimators: z.int().min(1).max(1_000).default(10).describe("trees of the forest"),
  maxFeatures: z
    .union([z.number().gt(0).lt(1), z.literal(1).describe("all"), z.int().min(2)])
    .default(1)
    .describe("columns drawn once for each tree: a share up to 1, which is all, or a number from 2"),
  replacement: z.boolean().default(false).describe("draw columns with replacement: the same one may come twice"),
  useSampleBagging: z
    .boolean()
    .default(true)
    .describe("each tree learns as many rows as there are, drawn with replacement"),
  maxDepth: z.int().min(1).max(MAX_DEPTH).default(8).describe("levels below the root of a tree"),
  minNumSamples: z.int().min(1).default(3).describe("a node of so many rows, or fewer, is a leaf"),
  gainThreshold: z
    .number()
    .min(0)
    .default(0)
    .describe("a split gains more than this; the package's own 0.01 leaves stumps on noisy data"),
});
export type MlRandomForestParams = z.output<typeof MlRandomForestParams>;

/**
 * The `ml-random-forest` package as a family: its training, our inference. It searches splits in time that grows with the
 * square of the rows, and needs minutes where `random-forest` needs a second: use it to compare, on small sets. It knows no
 * weights, no time limit, and tells neither importances nor an out-of-bag score (its own fails where a row is in every tree).
 */
export const mlRandomForest = {
  name: ML_RANDOM_FOREST,
  about: "the npm package of that name: minutes for what random-forest does in a second; for comparison",
  tasks: ["classification", "regression"],
  params: MlRandomForestParams,
  async fit(data, params, context): Promise<Model> {
    checkLearnable(ML_RANDOM_FOREST, mlRandomForest.tasks, data);
    const { x, y, task, classes, weights } = data;
    if (weights?.some((weight) => weight !== 1))
      throw refusal("it knows no weights of samples; train without, or take random-forest");
    if (params.maxFeatures > x.columns)
      throw refusal(`maxFeatures is ${params.maxFeatures}, there are ${x.columns} columns`);
    if (params.maxFeatures < 1 && Math.floor(params.maxFeatures * x.columns) < 1)
      throw refusal(`maxFeatures is ${params.maxFeatures}, which is less than one of ${x.columns} columns`);
    const { maxDepth, minNumSamples, gainThreshold, ...own } = params;
    const options = {
      ...own,
      seed: createRng(context.seed).int(2 ** 31),
      noOOB: true,
      treeOptions: { maxDepth, minNumSamples, gainThreshold },
    };
    const { RandomForestClassifier, RandomForestRegression } = await import("ml-random-forest");
    const forest =
      task === "classification" ? new RandomForestClassifier(options) : new RandomForestRegression(options);
    forest.train(rowsOf(data), [...y]);
    context.onProgress?.(1);
    const json: unknown = forest.toJSON();
    return task === "classification"
      ? importMlRandomForest(json, { classes, columns: x.columns })
      : importMlRandomForestRegressor(json, { columns: x.columns });
  },
  fromArtifact: (artifact): Model =>
    (artifact.meta as { readonly task?: unknown } | null)?.task === "regression"
      ? regressorFromArtifact(artifact, ML_RANDOM_FOREST)
      : classifierFromArtifact(artifact, ML_RANDOM_FOREST),
} satisfies ModelFamily<typeof MlRandomForestParams>;

const refusal = (why: string) => new BadTrainingSetError(`${ML_RANDOM_FOREST} cannot be trained: ${why}`);

function rowsOf({ x: { rows, columns, data } }: TrainingSet): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}
