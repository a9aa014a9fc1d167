import * as z from "zod";
import { ColumnCount, readArray, readMeta } from "../artifact-parts.js";
import type { ModelFamily, Regressor } from "../model.js";
import { roomFor } from "../outputs.js";
import { checkTrainingSet } from "../training-checks.js";
import { LARGEST, sharesOf } from "./logistic-regression.js";
import { fitRidge } from "./ridge.js";

const NAME = "linear-regression";
const FORMAT = 1;

export const LinearParams = z.strictObject({
  alpha: z
    .number()
    .min(0)
    .max(1e9)
    .default(1)
    .meta({ description: "what the square of a coefficient costs against squared errors; 0: least squares" }),
});

const Meta = z.strictObject({ columns: ColumnCount, alpha: LinearParams.shape.alpha.unwrap() });

interface Parts extends z.output<typeof Meta> {
  readonly coefficients: Float64Array;
  readonly intercept: Float64Array;
}

/**
 * Ridge regression. It does not scale: put a scaler before it, or the penalty weighs columns by their units. Importances are
 * shares of summed |coefficient|, a comparison only between scaled columns.
 */
export const linearRegression: ModelFamily<typeof LinearParams> = {
  name: NAME,
  about: "a value by a weighted sum of scaled columns, with a penalty on squares (ridge)",
  tasks: ["regression"],
  wantsScaling: true,
  params: LinearParams,
  fit(data, { alpha }, { onProgress }) {
    checkTrainingSet(NAME, linearRegression.tasks, data);
    const { x, y, weights } = data;
    const { coefficients, intercept } = fitRidge(Float64Array.from(x.data), y, weights, x.columns, alpha);
    onProgress?.(1);
    return regressorOf({ columns: x.columns, alpha, coefficients, intercept: Float64Array.of(intercept) });
  },
  fromArtifact(artifact) {
    const meta = readMeta(artifact, NAME, FORMAT, Meta);
    return regressorOf({
      ...meta,
      coefficients: readArray(artifact, "coefficients", Float64Array, meta.columns, LARGEST),
      intercept: readArray(artifact, "intercept", Float64Array, 1, LARGEST),
    });
  },
};

function regressorOf({ columns, alpha, coefficients, intercept }: Parts): Regressor {
  return {
    family: NAME,
    task: "regression",
    columns,
    importances: sharesOf(coefficients, columns),
    facts: { alpha },
    predict(x, out) {
      const into = roomFor(x, columns, 1, out);
      for (let i = 0; i < x.rows; i++) {
        let value = intercept[0]!;
        for (let j = 0; j < columns; j++) value += coefficients[j]! * x.data[i * columns + j]!;
        into[i] = value;
      }
      return into;
    },
    toArtifact: () => ({ family: NAME, format: FORMAT, meta: { columns, alpha }, arrays: { coefficients, intercept } }),
  };
}
