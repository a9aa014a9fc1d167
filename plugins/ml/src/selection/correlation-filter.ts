import { columnOfMatrix, type Matrix } from "../matrix.js";
import { columnSpread } from "../transforms/moments.js";
import { averageRanks } from "../validation/metrics/ranks.js";

export type CorrelationMethod = "pearson" | "spearman";

export interface CorrelationOptions {
  readonly method?: CorrelationMethod;
  /** Worth of each column: of two that are too alike the one worth more stays. Without it the earlier stays. */
  readonly worth?: ArrayLike<number>;
}

export interface CorrelationFilter {
  /** Places of the columns that stay, rising. */
  readonly kept: readonly number[];
  readonly dropped: readonly {
    readonly column: number;
    /** The column that stays and is too like it, and how alike they are. */
    readonly like: number;
    readonly correlation: number;
  }[];
}

/**
 * Drops columns that repeat another. Columns are taken in order of worth, then of place; one stays unless the magnitude of
 * its correlation with one that already stays is above `most`. A column without spread correlates with none.
 */
export function correlationFilter(x: Matrix, most: number, options: CorrelationOptions = {}): CorrelationFilter {
  const { method = "pearson", worth } = options;
  const units = Array.from({ length: x.columns }, (_, j) => unitColumn(columnOfMatrix(x, j), method));
  const order = Array.from({ length: x.columns }, (_, j) => j);
  if (worth !== undefined) order.sort((a, b) => worth[b]! - worth[a]! || a - b);
  const kept: number[] = [];
  const dropped: CorrelationFilter["dropped"][number][] = [];
  for (const column of order) {
    const like = kept.find((other) => Math.abs(between(units[other]!, units[column]!)) > most);
    if (like === undefined) kept.push(column);
    else dropped.push({ column, like, correlation: between(units[like]!, units[column]!) });
  }
  return { kept: kept.sort((a, b) => a - b), dropped };
}

/** Correlations of every two columns, columns × columns, row-major; NaN where one does not vary. */
export function correlationMatrix(x: Matrix, method: CorrelationMethod = "pearson"): Float64Array {
  const units = Array.from({ length: x.columns }, (_, j) => unitColumn(columnOfMatrix(x, j), method));
  const all = new Float64Array(x.columns * x.columns);
  for (let a = 0; a < x.columns; a++)
    for (let b = 0; b <= a; b++) {
      const r = between(units[a]!, units[b]!);
      all[a * x.columns + b] = r;
      all[b * x.columns + a] = r;
    }
  return all;
}

/** A column of mean 0 and length 1, of its values or their ranks, so that correlations are products; NaN without spread. */
export function unitColumn(values: Float64Array, method: CorrelationMethod): Float64Array {
  const column = method === "spearman" ? averageRanks(values) : values;
  const { mean, deviation } = columnSpread(column);
  const length = deviation > 0 ? deviation * Math.sqrt(column.length) : Number.NaN;
  return column.map((value) => (value - mean) / length);
}

function between(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return Math.max(-1, Math.min(1, sum));
}
