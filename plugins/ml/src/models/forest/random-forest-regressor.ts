import type { ModelFamily, Regressor } from "../model.js";
import { fitValueForest } from "./fit-forest.js";
import { forestRegressor, regressorFromArtifact } from "./forest-model.js";
import { RandomForestRegressorParams } from "./forest-params.js";

const name = "random-forest-regressor";

/** The random forest for values: splits that lower the squared error most, and the mean of the leaves. */
export const randomForestRegressor = {
  name,
  about: "random forest for values, by squared error",
  tasks: ["regression"],
  params: RandomForestRegressorParams,
  fit(data, params, context): Regressor {
    const { forest, importances, facts } = fitValueForest(name, data, params, context);
    return forestRegressor(forest, { family: name, importances, facts });
  },
  fromArtifact: (artifact) => regressorFromArtifact(artifact, name),
} satisfies ModelFamily<typeof RandomForestRegressorParams>;
