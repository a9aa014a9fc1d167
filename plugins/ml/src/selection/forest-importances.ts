import type { Dataset } from "../dataset.js";
import {
  RandomForestParams,
  RandomForestRegressorParams,
  randomForest,
  randomForestRegressor,
} from "../models/forest/index.js";

/** The seed of the forest that importances come from: the choice of columns is a function of the rows alone. */
const SEED = 0;

/** Share of the impurity that splits on each column take away in a forest of these rows; NaN for all where it never splits. */
export function forestImportances(
  { x, y, task, classes, columns }: Pick<Dataset, "x" | "y" | "task" | "classes" | "columns">,
  { trees, maxDepth }: { readonly trees: number; readonly maxDepth: number },
): number[] {
  const set = { x, y, weights: null, task, classes, columns };
  const growing = { trees, maxDepth, minSamplesLeaf: 5, outOfBag: false };
  const model =
    task === "classification"
      ? randomForest.fit(set, RandomForestParams.parse(growing), { seed: SEED })
      : randomForestRegressor.fit(set, RandomForestRegressorParams.parse(growing), { seed: SEED });
  return model.importances === null ? columns.map(() => Number.NaN) : [...model.importances];
}
