import {
  type BarColumns,
  type BarStore,
  type Batch,
  closeTimeOf,
  type MarketFeed,
  type Stream,
  type Timeframe,
} from "@bellwether/core";

/** Recorded bars of one symbol. */
export interface History extends Stream {
  readonly columns: BarColumns;
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

  constructor(histories: readonly History[]) {
    this.histories = histories;
    this.expectedBatches = histories.reduce((sum, { columns }) => sum + columns.openTime.length, 0);
    this.streams = histories.map(({ symbol, timeframe }) => ({ symbol, timeframe }));
    this.nextRow = new Int32Array(histories.length);
    this.due = new Float64Array(histories.length);
    this.steps = histories.map(({ timeframe }) => fixedLength(timeframe));
  }

  /** Starts from the first bar, each time anew. */
  open(stores: readonly BarStore[]): void {
    for (let s = 0; s < stores.length; s++) {
      stores[s]!.load(this.histories[s]!.columns);
      this.nextRow[s] = 0;
      this.due[s] = this.closeOf(s, 0);
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
