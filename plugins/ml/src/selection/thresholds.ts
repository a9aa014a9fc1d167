import { columnOfMatrix, type Matrix } from "../matrix.js";
import { columnSpread } from "../transforms/moments.js";

/** Stay above a figure, or be among the best. */
export type Least = { readonly min: number } | { readonly keep: number };

/** Places, rising, of the scores that are at least `min`, or of the `keep` largest, of equal ones the earlier. NaN never stays. */
export function bestOf(scores: ArrayLike<number>, least: Least): number[] {
  const places = Array.from({ length: scores.length }, (_, j) => j).filter((j) => !Number.isNaN(scores[j]!));
  if ("min" in least) return places.filter((j) => scores[j]! >= least.min);
  return places
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, least.keep)
    .sort((a, b) => a - b);
}

/** Places of the columns whose variance (of the population) is above `min`, in units of the column squared. */
export function varianceThreshold(x: Matrix, min: number): number[] {
  return Array.from({ length: x.columns }, (_, j) => j).filter((j) => variance(x, j) > min);
}

/** Variance of the population; exactly 0 for a column of one value. */
export function variance(x: Matrix, column: number): number {
  return columnSpread(columnOfMatrix(x, column)).deviation ** 2;
}
