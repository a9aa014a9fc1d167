import { TradingError } from "../errors.js";
import type { BarStore } from "./bar-store.js";
import type { Column } from "./column.js";
import { FutureAccessError } from "./errors.js";

/** One column, seen up to now. Rows in warm-up are NaN. There is no array behind it to peek into. */
export interface Series {
  /** Bars that have closed since the start of the run. */
  readonly length: number;
  /** The newest value, or NaN when there is none. */
  readonly last: number;
  /**
   * Counts from the first bar, or with a negative `row` from now: `at(-1)` is the newest.
   * NaN before the first row and for rows that a bounded live frame has let go.
   * @throws {FutureAccessError} for a row that has not closed.
   */
  at(row: number): number;
  /** A copy of the last `n` values (all that are held by default), oldest first. */
  values(n?: number): Float64Array;
}

/** The series belongs to no frame of this copy of `@bellwether/core`. */
export class ForeignSeriesError extends TradingError {
  override readonly code = "FOREIGN_SERIES";
}

/** Finds the storage of a series. Core only. */
export let columnOf: (series: Series) => Column;

export class SeriesView implements Series {
  readonly #store: BarStore;
  readonly #column: Column;

  static {
    columnOf = (series) => {
      if (typeof series !== "object" || series === null || !(#column in series))
        throw new ForeignSeriesError(
          "not a series of this run; take it from the frame (df.close). Two installed copies of @bellwether/core cause this too",
        );
      return series.#column;
    };
  }

  constructor(column: Column) {
    this.#store = column.store;
    this.#column = column;
    Object.freeze(this);
  }

  get length(): number {
    return this.#store.offset + this.#store.visible;
  }

  get last(): number {
    // every strategy reads this at every bar: kept so small that it is inlined, and its double not boxed
    const column = this.#column;
    const at = this.#store.visible - 1;
    return at >= 0 && at < column.filled ? column.data[at]! : this.#computed(at);
  }

  /** The value at an index that has closed, but perhaps not been computed yet. */
  #computed(at: number): number {
    if (at < 0) return Number.NaN;
    this.#column.source!.extendTo(this.#store.rows);
    return this.#column.data[at]!;
  }

  at(row: number): number {
    const store = this.#store;
    const index = row < 0 ? store.visible + row : row - store.offset;
    if (index >= store.visible) throw new FutureAccessError(row, this.length);
    if (!(index >= 0)) return Number.NaN;
    if (this.#column.filled < store.visible) this.#column.source!.extendTo(store.rows);
    return this.#column.data[index] ?? Number.NaN;
  }

  values(n?: number): Float64Array {
    const { visible, rows } = this.#store;
    if (this.#column.filled < visible) this.#column.source!.extendTo(rows);
    const from = n === undefined ? 0 : Math.max(0, visible - Math.max(0, Math.floor(n)));
    const { data } = this.#column;
    const copy = new Float64Array(visible - from);
    // not data.slice: a strategy that patches the built-in method would be handed the rows to come
    for (let i = from; i < visible; i++) copy[i - from] = data[i]!;
    return copy;
  }
}

Object.freeze(SeriesView.prototype);
