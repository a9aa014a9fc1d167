import type { Candle } from "./candle.js";
import type { CandleRange, CandleSetting } from "./candle-settings.js";

/** The columns that candles are read from. */
export type CandleColumns = readonly [open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array];

function rangeAt(range: CandleRange, columns: CandleColumns, row: number): number {
  if (range === "highLow") return columns[1][row]! - columns[2][row]!;
  const open = columns[0][row]!;
  const close = columns[3][row]!;
  if (range === "realBody") return Math.abs(close - open);
  return columns[1][row]! - Math.max(open, close) + (Math.min(open, close) - columns[2][row]!);
}

/**
 * The yardstick of one setting for one candle of a pattern: a mean over the candles before it, O(1) a row.
 * The total runs from the first row on, new minus old length added in one step, so that comparisons on the very edge
 * fall as they do in TA-Lib.
 */
export class CandleAverage {
  private readonly range: CandleRange;
  private readonly period: number;
  private readonly factor: number;
  private readonly parts: number;
  private total = Number.NaN;

  constructor(
    setting: CandleSetting,
    private readonly candle: Candle,
  ) {
    this.range = setting.range;
    this.period = setting.period;
    this.factor = setting.factor;
    this.parts = setting.range === "shadows" ? 2 : 1;
  }

  /** Starts over with `row` as the current one; all rows it needs are clean. */
  seed(columns: CandleColumns, row: number): void {
    const end = row - this.candle.ago;
    this.total = 0;
    for (let i = end - this.period; i < end; i++) this.total += rangeAt(this.range, columns, i);
  }

  /** Leaves `row` for the next. */
  advance(columns: CandleColumns, row: number): void {
    if (this.period === 0) return;
    const newest = row - this.candle.ago;
    this.total += rangeAt(this.range, columns, newest) - rangeAt(this.range, columns, newest - this.period);
  }

  /** The length to compare with, in price units. */
  get value(): number {
    return (this.factor * (this.period === 0 ? this.own() : this.total / this.period)) / this.parts;
  }

  /** Whether `x` lies within this length of `y`, edges included. */
  matches(x: number, y: number): boolean {
    const width = this.value;
    return x <= y + width && x >= y - width;
  }

  private own(): number {
    const { candle } = this;
    if (this.range === "realBody") return candle.body;
    return this.range === "highLow" ? candle.high - candle.low : candle.upperShadow + candle.lowerShadow;
  }
}
