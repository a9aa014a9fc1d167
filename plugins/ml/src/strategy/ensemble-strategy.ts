import { defineStrategy, level, type StrategyDefinition } from "@bellwether/core";
import * as z from "zod";
import type { FamilyCatalogue } from "../models/model.js";
import { ROLES } from "../training/roles.js";
import { ensembleOpinion } from "./ensemble-opinion.js";
import { horizonOf, retrain } from "./ml-strategy.js";
import type { ModelSource } from "./model-source.js";
import { modelStrategy } from "./model-strategy.js";
import { reference, trading } from "./params.js";
import { createRetraining } from "./retraining.js";

const weight = z.number().min(0).optional();

const Params = z.strictObject({
  ...reference,
  ...trading,
  weights: z
    .strictObject({ entry: weight, position: weight, exit: weight, profit: weight })
    .prefault({})
    .describe(`Say of each model in the vote, in the place of what it was trained with: ${ROLES.join(", ")}.`),
  exitConfidence: level({
    default: 0.6,
    search: [0.5, 0.8, 0.05],
    min: 0.5,
    max: 1,
    description: "Probability of the other side at which the exit model leaves a position.",
  }),
  retrain,
});

/**
 * Trades a registered ensemble of four models by their weighted vote.
 * @see ensembleOpinion for how they vote
 */
export function ensembleStrategy(source: ModelSource, families: FamilyCatalogue): StrategyDefinition<typeof Params> {
  return defineStrategy({
    id: "ensemble-strategy",
    description: "Trades the vote of four models: entry, position, exit, profit; the profit model sets the target.",
    params: Params,
    create({ retrain: again, weights, exitConfidence, ...params }) {
      const loaded = source(params);
      return modelStrategy(
        loaded,
        params,
        ensembleOpinion(loaded.trained, weights, exitConfidence),
        horizonOf(loaded),
        again === undefined ? null : createRetraining(loaded, again, families),
      );
    },
  });
}
