import type { Matrix } from "../matrix.js";

/** A step between features and model, fitted on training rows only: a choice of columns, a scaler, principal components. */
export interface Transform {
  /** Which step it is: `"select"`, `"standard"`, `"robust"`, `"min-max"`, `"pca"`. */
  readonly type: string;
  /** Names of the columns that go in. */
  readonly from: readonly string[];
  /** Names of the columns that come out. */
  readonly to: readonly string[];
  /** @throws {ShapeError} for another number of columns. */
  apply(x: Matrix): Matrix;
  /** Plain data that `transformFromJson` makes the same step of. */
  toJson(): TransformJson;
}

export interface TransformJson {
  readonly type: string;
  readonly from: readonly string[];
  readonly [constants: string]: unknown;
}
