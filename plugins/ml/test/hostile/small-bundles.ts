import type { Bundle } from "../../src/registry/index.js";
import { toBundle } from "../../src/trained/bundle.js";
import { firstBars } from "../made-bars.js";
import { sampleHours } from "../sample-bars.js";
import { type Overrides, smallTraining } from "../small-training.js";

const direction = { type: "direction", horizon: 6 } as const;
const runs = { type: "forward-return", horizon: 6 } as const;
const forest = { family: "random-forest", params: { trees: 3, maxDepth: 3, minSamplesLeaf: 5 }, label: direction };
const regressor = { ...forest, family: "random-forest-regressor", label: runs };
const linear = { family: "linear-regression", label: runs };
const logistic = { family: "logistic-regression", label: direction };

/** Recipes that between them use every family, every transform and both calibrators. */
const RECIPES = {
  "a forest, calibrated by Platt": { model: { ...forest, calibration: "platt" } },
  "a forest of three classes, calibrated by isotonic curves": {
    model: { ...forest, label: { ...direction, threshold: 0.0005 }, calibration: "isotonic" },
  },
  "a regressing forest": { model: regressor },
  "boosted classes": { model: { ...forest, family: "gradient-boosting", params: { rounds: 3, maxDepth: 2 } } },
  "boosted values": { model: { ...regressor, family: "gradient-boosting", params: { rounds: 3, maxDepth: 2 } } },
  "a logistic regression of scaled, selected columns": {
    model: { ...logistic, scaling: "standard", selection: [{ type: "f-test", keep: 3 }] },
  },
  "a linear regression of components": { model: { ...linear, scaling: "robust", pca: { components: 2 } } },
  "a linear regression from 0 to 1": { model: { ...linear, scaling: "min-max" } },
  "the majority": { model: { family: "majority", label: direction } },
  "the mean": { model: { family: "majority", label: runs } },
  persistence: { model: { family: "persistence", label: direction } },
  "a persistent value": { model: { family: "persistence", label: runs } },
  "a moving average": {
    model: { family: "moving-average", label: direction },
    features: ["ema-distance(5)", "body-ratio"],
  },
  "a forest of the npm package": {
    model: {
      family: "ml-random-forest",
      params: { nEstimators: 2, maxDepth: 2 },
      label: direction,
      sampleWeights: "none",
    },
  },
  "four models that vote": {
    ensemble: { entry: { ...forest, calibration: "platt" }, position: regressor, exit: logistic, profit: linear },
  },
} as const;

export type Kind = keyof typeof RECIPES;
export const KINDS = Object.keys(RECIPES) as Kind[];

/** A version of a small model, as its files give it back. */
export async function smallBundle(kind: Kind): Promise<Bundle> {
  const recipe: object = RECIPES[kind];
  const overrides = { model: undefined, expiresAfter: null, ...recipe } as Overrides;
  return toBundle((await smallTraining(overrides, firstBars(await sampleHours(), 800))).trained);
}
