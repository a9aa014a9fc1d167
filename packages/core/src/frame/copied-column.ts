import type { BarStore } from "./bar-store.js";
import { Column, type ColumnSource } from "./column.js";

/** Fills a column from another store's, no further than asked: what lies beyond is not there to be read. */
class Copy implements ColumnSource {
  readonly column: Column;
  readonly #from: Column;

  constructor(store: BarStore, from: Column) {
    this.#from = from;
    this.column = new Column(store, this, 0);
  }

  extendTo(to: number): void {
    const { column } = this;
    if (column.filled >= to) return;
    column.reserve(to);
    const { data } = this.#from;
    for (let i = column.filled; i < to; i++) column.data[i] = data[i]!;
    column.filled = to;
  }
}

/** A column of `store` that holds what `from` holds, copied as rows are first read. */
export function copyOf(store: BarStore, from: Column): Column {
  return new Copy(store, from).column;
}
