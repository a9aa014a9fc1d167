import type { Classifier, ModelFamily } from "../model.js";
import { fitClassForest } from "./fit-forest.js";
import { classifierFromArtifact, forestClassifier } from "./forest-model.js";
import { RandomForestParams } from "./forest-params.js";

const name = "random-forest";

/**
 * Breiman's random forest for classes: trees of histogram splits, each grown from rows drawn with replacement, columns drawn
 * anew for every split, probabilities by the mean of the leaves' shares.
 *
 * Columns of more than 256 distinct values are cut into 256 bins of about equally many rows; with fewer, every split between
 * two values is looked at. Equal data, parameters and seed give the same artifact byte for byte, unless a time limit cut
 * the fit short; tree `n` is the same in a forest of 10 as in one of 100.
 * @see Breiman, Random Forests (2001)
 */
export const randomForest = {
  name,
  about: "random forest for classes: robust, needs no scaling, says which columns count",
  tasks: ["classification"],
  params: RandomForestParams,
  fit(data, params, context): Classifier {
    const { forest, importances, facts } = fitClassForest(name, data, params, context);
    return forestClassifier(forest, data.classes, { family: name, importances, facts });
  },
  fromArtifact: (artifact) => classifierFromArtifact(artifact, name),
} satisfies ModelFamily<typeof RandomForestParams>;
