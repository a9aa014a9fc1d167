import type { BarStore } from "./bar-store.js";
import { Column, type ColumnSource } from "./column.js";
import { type Frame, storeOf } from "./frame.js";
import { resampledBars } from "./resample.js";
import { columnOf, ForeignSeriesError, type Series, SeriesView } from "./series.js";

/**
 * A series of a higher timeframe, row by row as it was known at the close of each bar of `df`: the value of the newest
 * higher bar that had closed by then; NaN before the first.
 * @param series - of `df.resample(...)`, or made of one by indicators; a series of `df` itself comes back as it is.
 * @throws {ForeignSeriesError} for a series that belongs to another symbol or run.
 */
export function alignedTo(df: Frame, series: Series): Series {
  const base = storeOf(df);
  const column = columnOf(series);
  if (column.store === base) return series;
  let found = aligned.get(column);
  if (found === undefined) {
    if (!base.resampled.some(({ store }) => store === column.store))
      throw new ForeignSeriesError("not a series of this frame, nor of one that it was resampled to");
    found = new SeriesView(new Aligned(base, column).column);
    aligned.set(column, found);
  }
  return found;
}

/** A column of a resampled store belongs to one base, so that one alignment of it is all there is. */
const aligned = new WeakMap<Column, Series>();

class Aligned implements ColumnSource {
  readonly column: Column;

  constructor(
    private readonly base: BarStore,
    private readonly higher: Column,
  ) {
    this.column = base.addColumn(new Column(base, this, 0));
  }

  extendTo(to: number): void {
    const { base, column, higher } = this;
    const from = column.filled;
    if (from >= to) return;
    column.reserve(to);
    const closed = resampledBars(base, higher.store.timeframe).closedUpTo(to);
    const { offset } = higher.store;
    higher.fill(closed[to - 1]! - offset);
    for (let i = from; i < to; i++) column.data[i] = higher.data[closed[i]! - 1 - offset] ?? Number.NaN;
    column.filled = to;
  }
}
