import { type Matrix, matrix } from "../matrix.js";
import { BadLabelError } from "./labels.js";
import type { LabelSpans } from "./uniqueness.js";

const MAX_CELLS = 50_000_000;

/**
 * 1 where a span covers a bar, else 0: a row for each bar from the first covered to the last, a column for each span. For
 * looking at a few spans; `averageUniqueness` needs no such table.
 * @throws {BadLabelError} above fifty million cells.
 * @see AFML, snippet 4.3
 */
export function indicatorMatrix({ start, end }: LabelSpans): Matrix {
  if (start.length === 0) return matrix(0, 0);
  const first = start.reduce((least, row) => Math.min(least, row));
  const rows = end.reduce((most, row) => Math.max(most, row)) - first + 1;
  if (rows * start.length > MAX_CELLS)
    throw new BadLabelError(
      `a table of ${rows} bars × ${start.length} spans is too large; take averageUniqueness instead`,
    );
  const table = matrix(rows, start.length);
  for (let i = 0; i < start.length; i++)
    for (let t = start[i]! - first; t <= end[i]! - first; t++) table.data[t * start.length + i] = 1;
  return table;
}
