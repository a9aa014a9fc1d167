import { BAR_FIELDS, type Bar, type BarColumns } from "@bellwether/core";
import { BadBrokerError } from "./bad-broker-error.js";

/** The bars of a lower timeframe that lie inside one bar; goes through them once, forwards. */
export class DetailBars {
  /** Bars that were asked for and could be decided in detail, and those that could not. */
  drilled = 0;
  undrilled = 0;
  /** Rows of the bar that {@link cover} has found, the end exclusive. */
  from = 0;
  to = 0;
  private openTime = Number.NaN;
  private covered = false;

  /** @throws {BadBrokerError} unless the columns are of one length and open times rise. */
  constructor(private readonly columns: BarColumns) {
    const { openTime } = columns;
    for (const name of BAR_FIELDS)
      if (columns[name].length !== openTime.length)
        throw new BadBrokerError(`detail bars: ${name} has ${columns[name].length} rows, openTime ${openTime.length}`);
    for (let i = 1; i < openTime.length; i++)
      if (!(openTime[i]! > openTime[i - 1]!))
        throw new BadBrokerError(`detail bars: row ${i} opens at ${openTime[i]}, which is not after row ${i - 1}`);
  }

  /**
   * Finds the rows inside a bar, which is no earlier than the one before.
   * @returns whether together they are that bar: its open, high, low and close. Others are of another market or time.
   */
  cover(bar: Readonly<Bar>, closeTime: number): boolean {
    if (bar.openTime === this.openTime) return this.covered;
    const { openTime, open, high, low, close } = this.columns;
    let row = this.to;
    while (row < openTime.length && openTime[row]! < bar.openTime) row++;
    this.from = row;
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    for (; row < openTime.length && openTime[row]! < closeTime; row++) {
      if (high[row]! > top) top = high[row]!;
      if (low[row]! < bottom) bottom = low[row]!;
    }
    this.to = row;
    this.openTime = bar.openTime;
    this.covered =
      row > this.from &&
      agrees(open[this.from]!, bar.open) &&
      agrees(top, bar.high) &&
      agrees(bottom, bar.low) &&
      agrees(close[row - 1]!, bar.close);
    if (this.covered) this.drilled++;
    else this.undrilled++;
    return this.covered;
  }

  /** Copies a row. */
  read(row: number, out: Bar): void {
    for (const name of BAR_FIELDS) out[name] = this.columns[name][row]!;
  }
}

/** Equal but for the noise of doubles. */
const agrees = (detail: number, price: number) => Math.abs(detail - price) <= 1e-9 * Math.abs(price);
