import { quantile } from "@bellwether/core";
import { columnOfMatrix, type Matrix } from "../matrix.js";
import { checkRows, type FittedTransform, fittedTransform } from "./fitted.js";
import { columnSpread } from "./moments.js";

export const SCALERS = ["standard", "robust", "min-max"] as const;
export type Scaler = (typeof SCALERS)[number];

/** What is taken from a column's values, and what the rest is divided by. */
export interface ScaleConstants {
  readonly centre: number;
  /** Above 0; 1 for a column without spread. */
  readonly scale: number;
}

const orOne = (scale: number) => (scale > 0 && Number.isFinite(scale) ? scale : 1);

const CONSTANTS: Readonly<Record<Scaler, (values: Float64Array) => ScaleConstants>> = {
  standard(values) {
    const { mean, deviation } = columnSpread(values);
    return { centre: mean, scale: orOne(deviation) };
  },
  robust(values) {
    const sorted = values.slice().sort();
    return { centre: quantile(sorted, 0.5), scale: orOne(quantile(sorted, 0.75) - quantile(sorted, 0.25)) };
  },
  "min-max"(values) {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < values.length; i++) {
      if (values[i]! < min) min = values[i]!;
      if (values[i]! > max) max = values[i]!;
    }
    return { centre: min, scale: orOne(max - min) };
  },
};

/** Constants of one column. @param values - of the rows to fit, finite, at least one. */
export function scaleConstants(scaler: Scaler, values: Float64Array): ScaleConstants {
  return CONSTANTS[scaler](values);
}

/** A scaler of known constants: (value − centre) ÷ scale. */
export function scaler(
  type: Scaler,
  columns: readonly string[],
  centre: Float64Array,
  scale: Float64Array,
): FittedTransform {
  return fittedTransform({
    type,
    from: [...columns],
    to: [...columns],
    constants: { centre: [...centre], scale: [...scale] },
    write({ rows, columns: width, data }, out) {
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < width; j++) out[i * width + j] = (data[i * width + j]! - centre[j]!) / scale[j]!;
    },
  });
}

function fitScaler(type: Scaler, x: Matrix, columns: readonly string[]): FittedTransform {
  checkRows(type, x, columns);
  const constants = columns.map((_, j) => scaleConstants(type, columnOfMatrix(x, j)));
  return scaler(
    type,
    columns,
    Float64Array.from(constants, ({ centre }) => centre),
    Float64Array.from(constants, ({ scale }) => scale),
  );
}

/**
 * Takes each column's mean and divides by its standard deviation (of the population).
 * @param x - training rows only.
 * @throws {BadTransformError} for no rows, or values that are not finite.
 */
export const fitStandard = (x: Matrix, columns: readonly string[]): FittedTransform =>
  fitScaler("standard", x, columns);

/** Takes each column's median and divides by its interquartile range: far values do not move it. As {@link fitStandard}. */
export const fitRobust = (x: Matrix, columns: readonly string[]): FittedTransform => fitScaler("robust", x, columns);

/** Maps each column's range to 0 to 1; later rows may lie outside. As {@link fitStandard}. */
export const fitMinMax = (x: Matrix, columns: readonly string[]): FittedTransform => fitScaler("min-max", x, columns);
