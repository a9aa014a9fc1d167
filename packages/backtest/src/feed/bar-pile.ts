import { BAR_FIELDS, type BarColumns } from "@bellwether/core";
import { pickRows, rowsByTime, withoutDuplicates } from "./order-bars.js";

/** A bar as its six values; prices in quote currency, volume in base units. */
export type BarValues = readonly [
  openTime: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
];

/** Bars that arrive in any order, and are told in order, each open time once: of two the one that came first. */
export class BarPile {
  #columns: Float64Array[] = BAR_FIELDS.map(() => new Float64Array(1_024));
  #rows = 0;
  #sorted = true;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  get first(): number | null {
    return this.#rows === 0 ? null : this.#first;
  }

  get last(): number | null {
    return this.#rows === 0 ? null : this.#last;
  }

  /** Takes bars in order, each once, into an empty pile. */
  load(bars: BarColumns): void {
    this.#columns = BAR_FIELDS.map((name) => bars[name]);
    this.#rows = bars.openTime.length;
    if (this.#rows === 0) return;
    this.#first = bars.openTime[0]!;
    this.#last = bars.openTime[this.#rows - 1]!;
  }

  add(rows: readonly BarValues[]): void {
    this.#reserve(this.#rows + rows.length);
    for (const row of rows) {
      const [openTime] = row;
      if (!(openTime > this.#last)) this.#sorted = false;
      for (let slot = 0; slot < row.length; slot++) this.#columns[slot]![this.#rows] = row[slot]!;
      this.#rows++;
      this.#first = Math.min(this.#first, openTime);
      this.#last = Math.max(this.#last, openTime);
    }
  }

  #reserve(rows: number): void {
    const capacity = this.#columns[0]!.length;
    if (rows <= capacity) return;
    this.#columns = this.#columns.map((column) => {
      const larger = new Float64Array(Math.max(rows, 2 * capacity));
      larger.set(column.subarray(0, this.#rows));
      return larger;
    });
  }

  /** All bars in order; views that a later {@link add} may change. */
  columns(): BarColumns {
    if (!this.#sorted) {
      const filled = this.#columns.map((column) => column.subarray(0, this.#rows));
      const times = filled[0]!;
      this.#columns = pickRows(filled, withoutDuplicates(times, rowsByTime(times), "first"));
      this.#rows = this.#columns[0]!.length;
      this.#sorted = true;
    }
    return Object.fromEntries(
      BAR_FIELDS.map((name, slot) => [name, this.#columns[slot]!.subarray(0, this.#rows)]),
    ) as unknown as BarColumns;
  }
}
