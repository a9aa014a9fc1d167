import type { BarStore } from "./bar-store.js";
import { Column, type ColumnSource } from "./column.js";

/** Fills a column from another store's, no further than asked: what lies beyond is not there to be read. */
class Copy implements ColumnSource {
  readonly column: Column;

  constructor(
    store: BarStore,
    private readonly from: Column,
  ) {
    this.column = new Column(store, this, 0);
  }

  extendTo(to: number): void {
    const { column, from } = this;
    if (column.filled >= to) return;
    column.reserve(to);
    column.data.set(from.data.subarray(column.filled, to), column.filled);
    column.filled = to;
  }
}

/** A column of `store` that holds what `from` holds, copied as rows are first read. */
export function copyOf(store: BarStore, from: Column): Column {
  return new Copy(store, from).column;
}
