import { symmetricEigen } from "../math/symmetric-eigen.js";
import type { Matrix } from "../matrix.js";
import { BadTransformError, checkRows, type FittedTransform, fittedTransform } from "./fitted.js";

export interface PrincipalComponents {
  readonly centre: Float64Array;
  /** Variance (of the sample) along each component, falling, at least 0. */
  readonly variance: Float64Array;
  /** columns × columns, one component a row, of length 1; the entry of largest magnitude is positive. */
  readonly components: Float64Array;
}

/** Directions of largest variance. @param data - rows × columns, row-major; two rows at least. */
export function principalComponents(data: ArrayLike<number>, rows: number, columns: number): PrincipalComponents {
  const centre = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) centre[j]! += data[i * columns + j]! / rows;
  const covariance = new Float64Array(columns * columns);
  const row = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) row[j] = data[i * columns + j]! - centre[j]!;
    for (let j = 0; j < columns; j++)
      for (let k = 0; k <= j; k++) covariance[j * columns + k]! += (row[j]! * row[k]!) / (rows - 1);
  }
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < j; k++) covariance[k * columns + j] = covariance[j * columns + k]!;
  const { values, vectors } = symmetricEigen(covariance, columns);
  return { centre, variance: values.map((value) => Math.max(0, value)), components: vectors };
}

export interface PcaOptions {
  /** How many components, or below 1 the share of variance that they must hold together. */
  readonly components: number;
}

/**
 * Principal components in the place of columns, named `pc1`, `pc2`, … They depend on units: scale first.
 * @param x - training rows only, two at least.
 * @throws {BadTransformError} for fewer rows, values that are not finite, or more components than columns.
 */
export function fitPca(x: Matrix, columns: readonly string[], { components: asked }: PcaOptions): FittedTransform {
  checkRows("pca", x, columns);
  if (x.rows < 2) throw new BadTransformError("the pca step cannot be fitted to one row");
  if (!(asked > 0 && (asked < 1 || Number.isInteger(asked))))
    throw new BadTransformError(`pca components is a whole number or a share of variance below 1, got ${asked}`);
  if (asked > columns.length)
    throw new BadTransformError(`the pca step cannot make ${asked} components of ${columns.length} columns`);
  const { centre, variance, components } = principalComponents(x.data, x.rows, x.columns);
  const count = asked >= 1 ? asked : countFor(asked, variance);
  return pca(columns, centre, components.slice(0, count * columns.length), variance.slice(0, count));
}

/** The least number of components that hold this share of the variance. */
function countFor(share: number, variance: Float64Array): number {
  const total = variance.reduce((sum, value) => sum + value, 0);
  let held = 0;
  for (let count = 1; count <= variance.length; count++) {
    held += variance[count - 1]!;
    if (held >= share * total) return count;
  }
  return variance.length;
}

/** A PCA step of known constants. @param components - one a row. */
export function pca(
  columns: readonly string[],
  centre: Float64Array,
  components: Float64Array,
  variance: Float64Array,
): FittedTransform {
  const count = variance.length;
  const width = columns.length;
  return fittedTransform({
    type: "pca",
    from: [...columns],
    to: Array.from({ length: count }, (_, i) => `pc${i + 1}`),
    constants: { centre: [...centre], components: [...components], variance: [...variance] },
    write({ rows, data }, out) {
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < count; k++) {
          let sum = 0;
          for (let j = 0; j < width; j++) sum += components[k * width + j]! * (data[i * width + j]! - centre[j]!);
          out[i * count + k] = sum;
        }
    },
  });
}
