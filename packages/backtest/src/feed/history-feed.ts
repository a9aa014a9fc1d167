import {
  type BarColumns,
  type BarStore,
  type Batch,
  closeTimeOf,
  type MarketFeed,
  type Stream,
  type Timeframe,
} from "@bellwether/core";
import { firstAt } from "./slice-bars.js";

/** Recorded bars of one symbol. */
export interface History extends Stream {
  readonly columns: BarColumns;
}

export interface HistoryFeedOptions {
  /** Bars that open earlier (epoch ms UTC) are not played: they are shown, once they have closed, to warm strategies up. */
  readonly from?: number | undefined;
}

/** Replays recorded bars: those that close together in one batch, in the order given. */
export class HistoryFeed implements MarketFeed {
  readonly streams: readonly Stream[];
  readonly expectedBatches: number;
  private readonly histories: readonly History[];
  /** Next row of each stream. */
  private readonly nextRow: Int32Array;
  /** Close time of each stream's next row, Infinity at its end. */
  private readonly due: Float64Array;
  private readonly steps: readonly number[];
  private readonly from: number;
  /** First row that is played, by stream. */
  private readonly firstRow: readonly number[];
  private stores: readonly BarStore[] = [];
  /** Streams whose last warm-up bar is still open when the run begins. */
  private unclosed = 0;

  constructor(histories: readonly History[], { from = Number.NEGATIVE_INFINITY }: HistoryFeedOptions = {}) {
    this.histories = histories;
    this.from = from;
    this.firstRow = histories.map(({ columns }) => firstAt(columns.openTime, from));
    this.expectedBatches = histories.reduce(
      (sum, { columns }, s) => sum + columns.openTime.length - this.firstRow[s]!,
      0,
    );
    this.streams = histories.map(({ symbol, timeframe }) => ({ symbol, timeframe }));
    this.nextRow = new Int32Array(histories.length);
    this.due = new Float64Array(histories.length);
    this.steps = histories.map(({ timeframe }) => fixedLength(timeframe));
  }

  /** Starts from the first bar that is played, each time anew. */
  open(stores: readonly BarStore[]): void {
    this.stores = stores;
    for (let s = 0; s < stores.length; s++) {
      stores[s]!.load(this.histories[s]!.columns);
      this.nextRow[s] = this.firstRow[s]!;
      this.due[s] = this.closeOf(s, this.firstRow[s]!);
    }
    this.showHistory(this.from);
  }

  /** Shows warm-up bars that have closed by then: one that is longer than others may still run when those begin. */
  private showHistory(time: number): void {
    this.unclosed = 0;
    for (let s = 0; s < this.stores.length; s++) {
      const store = this.stores[s]!;
      const rows = this.firstRow[s]!;
      while (store.visible < rows && this.closeOf(s, store.visible) <= time) store.reveal();
      if (store.visible < rows) this.unclosed++;
    }
  }

  private closeOf(stream: number, row: number): number {
    const { columns, timeframe } = this.histories[stream]!;
    if (row >= columns.openTime.length) return Number.POSITIVE_INFINITY;
    const step = this.steps[stream]!;
    const openTime = columns.openTime[row]!;
    return step > 0 ? openTime + step : closeTimeOf(timeframe, openTime);
  }

  next(batch: Batch): boolean {
    const due = this.due;
    let time = due[0]!;
    for (let s = 1; s < due.length; s++) if (due[s]! < time) time = due[s]!;
    if (this.unclosed > 0) this.showHistory(time);
    if (!(time < Number.POSITIVE_INFINITY)) return false;
    batch.time = time;
    batch.count = 0;
    for (let s = 0; s < due.length; s++) {
      if (due[s] !== time) continue;
      batch.streams[batch.count++] = s;
      const row = ++this.nextRow[s]!;
      due[s] = this.closeOf(s, row);
    }
    return true;
  }
}

/** Milliseconds of a timeframe whose bars are equally long, 0 for months. */
function fixedLength(timeframe: Timeframe): number {
  return timeframe.endsWith("M") ? 0 : closeTimeOf(timeframe, 0);
}
