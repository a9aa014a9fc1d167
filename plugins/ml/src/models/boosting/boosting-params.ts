import * as z from "zod";
import { ClassWeights } from "../forest/class-weights.js";
import { MAX_DEPTH } from "../forest/flat-forest.js";
import { MaxFeatures } from "../forest/max-features.js";

/** Hyper-parameters of `gradient-boosting`. */
export const GradientBoostingParams = z.strictObject({
  rounds: z.int().min(1).max(10_000).default(100).describe("trees, or trees a class where there are three or more"),
  learningRate: z.number().gt(0).max(1).default(0.1).describe("share of each tree's answer that is added"),
  maxDepth: z.int().min(1).max(MAX_DEPTH).default(3).describe("levels below the root of a tree"),
  minSamplesLeaf: z.int().min(1).default(20).describe("rows that each side of a split keeps"),
  subsample: z.number().gt(0).max(1).default(1).describe("share of the rows drawn for each round, without replacement"),
  maxFeatures: MaxFeatures.default("all").describe(
    'columns drawn anew for each split: "sqrt", "log2", "all", a share below 1, or a number',
  ),
  l2: z.number().min(0).default(1).describe("added to the second derivatives of a leaf: larger draws leaves to zero"),
  classWeights: ClassWeights.default(null).describe('"balanced", weights by name of class, or null'),
  validationFraction: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe("share of the training rows, the last in time, that is not learnt but says when to stop; 0 for none"),
  validationGap: z
    .int()
    .min(0)
    .default(0)
    .describe("rows left out before those: at least the horizon of the label, or their start has been learnt"),
  patience: z.int().min(1).default(10).describe("rounds without a lower validation loss after which to stop"),
});
export type GradientBoostingParams = z.output<typeof GradientBoostingParams>;
