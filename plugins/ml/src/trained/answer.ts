import type { Matrix } from "../matrix.js";
import { applyAll } from "../transforms/index.js";
import type { Member } from "./trained-model.js";

/**
 * What a member says of rows of features: calibrated probabilities, one a class, or one value.
 * @param out - rows × width values.
 */
export function answer({ transforms, model, calibrator }: Member, x: Matrix, out?: Float64Array): Float64Array {
  const input = applyAll(transforms, x);
  if (model.task === "regression") return model.predict(input, out);
  const probabilities = model.predictProba(input, out);
  calibrator?.apply(
    probabilities.length === x.rows * model.classes.length
      ? probabilities
      : probabilities.subarray(0, x.rows * model.classes.length),
    model.classes.length,
  );
  return probabilities;
}
