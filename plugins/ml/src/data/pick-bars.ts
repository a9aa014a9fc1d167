import { BAR_FIELDS, type BarColumns, type BarField } from "@bellwether/core";
import { BadBarsError } from "./bad-bars-error.js";

/** Columns that a cleaning step may write to: a copy of its own. */
export type OwnBars = Readonly<Record<BarField, Float64Array>> & { readonly extra?: Record<string, Float64Array> };

/** @throws {BadBarsError} for no bars, or columns of different length. */
export function assertBars(bars: BarColumns): void {
  const rows = bars.openTime.length;
  if (rows === 0) throw new BadBarsError("there are no bars to prepare; check the file and its range of days");
  for (const [name, column] of [
    ...BAR_FIELDS.map((field) => [field, bars[field]] as const),
    ...Object.entries(bars.extra ?? {}),
  ])
    if (column.length !== rows)
      throw new BadBarsError(`bars have ${rows} open times and ${column.length} values of ${name}; give equal columns`);
}

/** The columns, each through a function. */
export function mapColumns(bars: BarColumns, change: (column: Float64Array) => Float64Array): OwnBars {
  const { openTime, open, high, low, close, volume, extra } = bars;
  const own = {
    openTime: change(openTime),
    open: change(open),
    high: change(high),
    low: change(low),
    close: change(close),
    volume: change(volume),
  };
  if (extra === undefined) return own;
  return { ...own, extra: Object.fromEntries(Object.entries(extra).map(([name, column]) => [name, change(column)])) };
}

/** A copy of the rows named, in the order given. */
export function pickBars(bars: BarColumns, rows: ArrayLike<number>): OwnBars {
  return mapColumns(bars, (column) => {
    const picked = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
    return picked;
  });
}

/** The bars without the rows that are marked; the bars themselves where none is. */
export function withoutMarked(bars: BarColumns, marked: Uint8Array): BarColumns {
  let kept = 0;
  const rows = new Int32Array(marked.length);
  for (let row = 0; row < marked.length; row++) if (marked[row] === 0) rows[kept++] = row;
  return kept === marked.length ? bars : pickBars(bars, rows.subarray(0, kept));
}

export const ownBars = (bars: BarColumns): OwnBars => mapColumns(bars, (column) => column.slice());
