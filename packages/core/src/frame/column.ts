import type { BarStore } from "./bar-store.js";

/** Extends a group of columns in step; several columns share one (the bands of one Bollinger run). */
export interface ColumnSource {
  /** Computes rows up to `to` (exclusive) of every column it feeds. */
  extendTo(to: number): void;
}

/** One memoised call of one indicator on one column or store; up to five parameters compared by identity. */
export interface Memo {
  readonly a: unknown;
  readonly b: unknown;
  readonly c: unknown;
  readonly d: unknown;
  readonly e: unknown;
  readonly result: unknown;
}

/** Storage of one series. Never leaves core: strategies hold a {@link Series}, which hides the rows not yet closed. */
export class Column {
  data: Float64Array;
  /** Rows computed so far. */
  filled = 0;
  /** Memoised indicators of this column, by indicator number. */
  readonly memos: (Memo[] | undefined)[] = [];

  constructor(
    readonly store: BarStore,
    /** Null for a column that the feed fills. */
    readonly source: ColumnSource | null,
    capacity: number,
  ) {
    this.data = new Float64Array(capacity);
  }

  /** Computes what is missing of the first `rows` rows. */
  fill(rows: number): void {
    if (this.filled < rows) this.source!.extendTo(rows);
  }

  /** Makes room for `rows` rows. */
  reserve(rows: number): void {
    if (this.data.length >= rows) return;
    const grown = new Float64Array(Math.max(rows, this.store.capacity));
    grown.set(this.data.subarray(0, this.filled));
    this.data = grown;
  }

  /** Forgets the `count` oldest rows. */
  drop(count: number): void {
    this.data.copyWithin(0, count, this.filled);
    this.filled -= count;
  }
}
