import type { BarColumns } from "@bellwether/core";
import { BadLabelError } from "./labels.js";

/** True for prices that are finite and above 0. */
function isBar({ open, high, low, close }: BarColumns, row: number): boolean {
  const o = open[row]!;
  const h = high[row]!;
  const l = low[row]!;
  const c = close[row]!;
  return o > 0 && h > 0 && l > 0 && c > 0 && Number.isFinite(o + h + l + c);
}

/**
 * For each row the first row from it on whose prices are not known (NaN, infinite, not positive); the number of rows where
 * there is none. A label may look at the bars from `row` up to, and not including, that one.
 * @throws {BadLabelError} for columns of different length.
 */
export function firstUnknownRows(bars: BarColumns): Int32Array {
  const rows = bars.close.length;
  for (const name of ["openTime", "open", "high", "low"] as const)
    if (bars[name].length !== rows)
      throw new BadLabelError(
        `bars have ${rows} closes and ${bars[name].length} values of ${name}; give equal columns`,
      );
  const first = new Int32Array(rows);
  let next = rows;
  for (let row = rows - 1; row >= 0; row--) {
    if (!isBar(bars, row)) next = row;
    first[row] = next;
  }
  return first;
}
