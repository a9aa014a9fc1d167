import * as z from "zod";
import { ClassWeights } from "./class-weights.js";
import { MAX_DEPTH } from "./flat-forest.js";
import { MaxFeatures } from "./max-features.js";

const growing = {
  trees: z.int().min(1).max(10_000).default(100).describe("trees of the forest"),
  maxDepth: z
    .int()
    .min(1)
    .max(MAX_DEPTH)
    .nullable()
    .default(10)
    .describe(`levels below the root of a tree; null for as many as the data ask for, up to ${MAX_DEPTH}`),
  minSamplesSplit: z.int().min(2).default(2).describe("a node of fewer distinct rows is not split"),
  minSamplesLeaf: z.int().min(1).default(1).describe("distinct rows that each side of a split keeps"),
  minImpurityDecrease: z
    .number()
    .min(0)
    .default(0)
    .describe("a split is made that lowers impurity by at least this, times the share of all weight that it splits"),
  bootstrap: z.boolean().default(true).describe("each tree learns as many rows as there are, drawn with replacement"),
  maxSamples: z
    .number()
    .gt(0)
    .max(1)
    .nullable()
    .default(null)
    .describe("rows drawn for each tree, as a share of all; null for all"),
  outOfBag: z
    .boolean()
    .default(true)
    .describe(
      "score each row by the trees that did not learn it; optimistic where labels overlap, as neighbours of the row were learnt",
    ),
};

const drawsRows = [
  (params: { readonly bootstrap: boolean; readonly maxSamples: number | null }) =>
    params.bootstrap || params.maxSamples === null,
  "maxSamples needs bootstrap: without it each tree learns every row",
] as const;

/** Hyper-parameters of `random-forest`. */
export const RandomForestParams = z
  .strictObject({
    ...growing,
    criterion: z.enum(["gini", "entropy"]).default("gini").describe("impurity that splits lower; entropy is in bits"),
    maxFeatures: MaxFeatures.default("sqrt").describe(
      'columns drawn anew for each split: "sqrt", "log2", "all", a share below 1, or a number',
    ),
    classWeights: ClassWeights.default(null).describe('"balanced", weights by name of class, or null'),
  })
  .refine(...drawsRows);
export type RandomForestParams = z.output<typeof RandomForestParams>;

/** Hyper-parameters of `random-forest-regressor`. */
export const RandomForestRegressorParams = z
  .strictObject({
    ...growing,
    maxFeatures: MaxFeatures.default("all").describe(
      'columns drawn anew for each split: "sqrt", "log2", "all", a share below 1 (a third is usual for noisy data), or a number',
    ),
  })
  .refine(...drawsRows);
export type RandomForestRegressorParams = z.output<typeof RandomForestRegressorParams>;
