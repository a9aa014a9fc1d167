import { TradingError } from "@bellwether/core";
import type { Dataset } from "../dataset.js";
import { averageUniqueness } from "../labels/index.js";
import { columnOfMatrix, type Matrix } from "../matrix.js";
import { pearson, spearman } from "../validation/metrics/correlation.js";

/** A column of features tells the label without a fault: it is the label, or was made of it. */
export class LabelLeakError extends TradingError {
  override readonly code = "LABEL_LEAK";
  constructor(
    readonly column: string,
    readonly samples: number,
    how: string,
  ) {
    super(
      `the feature ${column} ${how} over ${samples} training samples: it holds the label, or the label looks backward; ` +
        "mend whichever of the two is wrong, or leave the column out with dropFeatures",
    );
  }
}

/** Single precision moves a perfect correlation by less; no honest one comes as near. */
const ROUNDING = 1e-6;
/** Samples without overlap, in all and in each class, below which a perfect order may be chance. */
const ENOUGH = 20;
const ENOUGH_OF_A_CLASS = 8;

/**
 * Refuses columns that correlate perfectly with the label. Of a value to learn: Pearson's or the rank correlation is 1 or
 * -1. Of classes: their samples lie in stretches of the column that do not meet, in the order of their numbers, which is
 * what a rank correlation of 1 or -1 comes to with ties. Says nothing of sets too small to tell it from chance.
 * @param data - training samples.
 * @throws {LabelLeakError} naming the first such column.
 */
export function assertNoLabelLeak(
  data: Pick<Dataset, "x" | "columns" | "y" | "task" | "classes" | "start" | "end">,
): void {
  const { x, y, task, columns } = data;
  if (!isEnough(data)) return;
  for (let j = 0; j < x.columns; j++) {
    const how = task === "classification" ? separates(x, j, data) : correlates(x, j, y);
    if (how !== null) throw new LabelLeakError(columns[j]!, y.length, how);
  }
}

function isEnough({
  y,
  task,
  classes,
  start,
  end,
}: Pick<Dataset, "y" | "task" | "classes" | "start" | "end">): boolean {
  const unique = averageUniqueness({ start, end });
  const sums = new Float64Array(Math.max(1, classes.length));
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    total += unique[i]!;
    if (task === "classification") sums[y[i]!]! += unique[i]!;
  }
  if (!(total >= ENOUGH)) return false;
  if (task === "regression") return true;
  const seen = sums.filter((sum) => sum > 0);
  return seen.length > 1 && seen.every((sum) => sum >= ENOUGH_OF_A_CLASS);
}

function separates({ rows, columns, data }: Matrix, j: number, { y, classes }: Pick<Dataset, "y" | "classes">) {
  const least = new Float64Array(classes.length).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(classes.length).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < rows; i++) {
    const k = y[i]!;
    const value = data[i * columns + j]!;
    if (value < least[k]!) least[k] = value;
    if (value > most[k]!) most[k] = value;
  }
  const seen = [...classes.keys()].filter((k) => least[k]! <= most[k]!);
  const apart = (below: number, above: number) => most[below]! < least[above]!;
  const rising = seen.every((k, at) => at === 0 || apart(seen[at - 1]!, k));
  const falling = seen.every((k, at) => at === 0 || apart(k, seen[at - 1]!));
  return rising || falling ? "tells the classes of the label apart without a fault" : null;
}

function correlates(x: Matrix, j: number, y: Float64Array): string | null {
  const column = columnOfMatrix(x, j);
  const linear = pearson(column, y);
  if (linear !== null && Math.abs(linear) > 1 - ROUNDING)
    return `has a correlation of ${linear.toFixed(6)} with the label`;
  if (!isMonotoneAlong(column, y)) return null;
  const ranked = spearman(column, y);
  if (ranked === null || Math.abs(ranked) <= 1 - ROUNDING) return null;
  return `has a rank correlation of ${ranked.toFixed(6)} with the label`;
}

/** Whether each step from sample to sample goes the same way in both, or the other way: needed for a rank correlation of 1. */
function isMonotoneAlong(a: Float64Array, b: Float64Array): boolean {
  let way = 0;
  for (let i = 1; i < a.length; i++) {
    const step = Math.sign(a[i]! - a[i - 1]!) * Math.sign(b[i]! - b[i - 1]!);
    if (step === 0) continue; // single precision may tie what was not
    if (way !== 0 && step !== way) return false;
    way = step;
  }
  return way !== 0;
}
