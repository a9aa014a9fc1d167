import { clip } from "@bellwether/core";
import type { TrainedModel } from "../trained/trained-model.js";
import { UnsuitableModelError } from "./model-source.js";
import type { OpinionOf } from "./opinion.js";

/**
 * The opinion of a single model: of a classifier of stances the most probable one, of a regressor of returns the sign.
 * @param minPrediction - of a regressor: smaller predictions are FLAT.
 * @throws {UnsuitableModelError} for an ensemble, and a classifier of anything but stances.
 */
export function stanceOpinion({ name, members }: TrainedModel, minPrediction: number): OpinionOf {
  if (members.length !== 1)
    throw new UnsuitableModelError(
      `model ${name} is an ensemble of ${members.map(({ role }) => role).join(", ")}; ensemble-strategy trades it`,
    );
  const { model } = members[0]!;
  if (model.task === "regression")
    return (predictions, into) => {
      const value = predictions.at(0, 0);
      into.stance = value > minPrediction ? "LONG" : value < -minPrediction ? "SHORT" : "FLAT";
      into.answered = !Number.isNaN(value);
    };
  const [short, flat, long] = ["SHORT", "FLAT", "LONG"].map((stance) => model.classes.indexOf(stance));
  if (short === -1 || long === -1 || model.classes.length !== (flat === -1 ? 2 : 3))
    throw new UnsuitableModelError(
      `model ${name} tells ${clip(model.classes.join(", "))} apart; a strategy trades models of LONG, SHORT and perhaps FLAT`,
    );
  return (predictions, into) => {
    const up = predictions.at(0, long!);
    const down = predictions.at(0, short!);
    into.answered = !Number.isNaN(up);
    const out = flat === -1 ? Number.NEGATIVE_INFINITY : predictions.at(0, flat!);
    if (out >= up && out >= down) {
      into.stance = "FLAT";
      into.confidence = out;
    } else {
      into.stance = up > down ? "LONG" : down > up ? "SHORT" : "FLAT";
      into.confidence = Math.max(up, down);
    }
  };
}
