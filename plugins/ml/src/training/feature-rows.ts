import type { Frame } from "@bellwether/core";
import type { FeatureSet } from "../features/feature-set.js";
import type { Matrix } from "../matrix.js";

/** Every row of a frame as a row of features. */
export interface FeatureRows {
  readonly x: Matrix;
  /** 1 where the row is past the set's warm-up and every feature is a number. */
  readonly whole: Uint8Array;
}

/** The features of every row that has closed. */
export function featureRows(set: FeatureSet, df: Frame): FeatureRows {
  return rowsOf(
    set.series(df).map((series) => series.values()),
    set.warmup,
  );
}

/** Columns of equal length side by side, in single precision; the first `warmup` rows count as not whole. */
export function rowsOf(columns: readonly Float64Array[], warmup: number): FeatureRows {
  const rows = columns[0]!.length;
  const width = columns.length;
  const data = new Float32Array(rows * width);
  const whole = new Uint8Array(rows).fill(1, Math.min(rows, warmup));
  for (let j = 0; j < width; j++) {
    const column = columns[j]!;
    for (let i = 0; i < rows; i++) {
      const value = Math.fround(column[i]!);
      data[i * width + j] = value;
      if (!Number.isFinite(value)) whole[i] = 0;
    }
  }
  return { x: { rows, columns: width, data }, whole };
}
