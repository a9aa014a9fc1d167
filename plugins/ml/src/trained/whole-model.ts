import type { Matrix } from "../matrix.js";
import type { Model } from "../models/model.js";
import { applyAll, type Transform } from "../transforms/index.js";

/** A model together with the steps before it, as one model over the columns of the feature set. */
export function wholeModel(transforms: readonly Transform[], model: Model): Model {
  if (transforms.length === 0) return model;
  const columns = transforms[0]!.from.length;
  const { family, importances, facts } = model;
  const rest = { family, columns, importances, facts, toArtifact: () => model.toArtifact() };
  if (model.task === "regression")
    return { ...rest, task: model.task, predict: (x: Matrix, out) => model.predict(applyAll(transforms, x), out) };
  const { task, classes } = model;
  return { ...rest, task, classes, predictProba: (x: Matrix, out) => model.predictProba(applyAll(transforms, x), out) };
}
