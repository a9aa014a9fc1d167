import { defineStrategy, type StrategyDefinition } from "@bellwether/core";
import * as z from "zod";
import { labelHorizon } from "../labels/index.js";
import type { FamilyCatalogue } from "../models/model.js";
import { membersOf } from "../training/recipe.js";
import type { LoadedModel, ModelSource } from "./model-source.js";
import { modelStrategy } from "./model-strategy.js";
import { reference, trading } from "./params.js";
import { createRetraining } from "./retraining.js";
import { stanceOpinion } from "./stance-opinion.js";

/** Made again in the run. */
export const retrain = z
  .strictObject({
    every: z.int().min(1).describe("Bars between two trainings."),
    window: z.int().min(50).describe("Newest bars that each training looks at."),
  })
  .optional()
  .describe("Train again as the run goes on, by the recipe of the model, on a window that slides along.");

const Params = z.strictObject({
  ...reference,
  ...trading,
  minPrediction: z
    .number()
    .min(0)
    .default(0)
    .describe("Of a regressor, in the unit of its label: smaller predictions are FLAT."),
  retrain,
});

/** Bars that the labels of a model look ahead; the longest of an ensemble's. */
export function horizonOf({ trained: { recipe } }: LoadedModel): number {
  return Math.max(...membersOf(recipe).map((member) => labelHorizon(member.recipe.label)));
}

/**
 * Trades a registered model: loads a version by name or alias, predicts, drops what it is not sure of, places stop and
 * target in ATRs and hands its confidence to the RiskEngine. Before the close that the model was fitted until it says
 * nothing, so that a backtest over the whole history shows its untouched part only.
 * @param source - finds models; the registry's in the plugin.
 * @param families - for retraining.
 */
export function mlStrategy(source: ModelSource, families: FamilyCatalogue): StrategyDefinition<typeof Params> {
  return defineStrategy({
    id: "ml-strategy",
    description:
      "Trades a model of the registry: its most probable stance, ATR stop and target, out of its sample only.",
    params: Params,
    create({ retrain: again, minPrediction, ...params }) {
      const loaded = source(params);
      return modelStrategy(
        loaded,
        params,
        stanceOpinion(loaded.trained, minPrediction),
        horizonOf(loaded),
        again === undefined ? null : createRetraining(loaded, again, families),
      );
    },
  });
}
