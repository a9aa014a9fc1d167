import type { BarRow } from "../exchange/market-data.js";

/** Bars that are missing between two that are there. */
export interface BarGap {
  /** Open time of the last bar before the gap, epoch ms UTC. */
  readonly after: number;
  /** Open time of the first bar after it. */
  readonly before: number;
  /** Bars that would fit between. */
  readonly missing: number;
}

/** What is known about stored bars besides the bars. */
export interface DownloadNotes {
  /** Where the bars came from, such as the name of the exchange. */
  readonly source: string;
  /** When, by the exchange's clock, epoch ms UTC. */
  readonly at: number;
  /** From where on bars have been asked for: before the first one there are none. */
  readonly askedFrom: number;
  /** What is missing although it was asked for twice. */
  readonly gaps: readonly BarGap[];
}

/** Where a download puts the bars of one stream; `openBarFile` of `@bellwether/backtest/node` is one. */
export interface BarSink {
  /** Open time of the oldest and of the newest bar stored; null without bars. */
  readonly first: number | null;
  readonly last: number | null;
  /** Of the download before; null if none came to its end. */
  readonly notes: DownloadNotes | null;
  /** Everything that is missing between the first bar and the last, oldest first. */
  gaps(): readonly BarGap[];
  /**
   * Adds closed bars, oldest first, wherever they belong; a bar of an open time that is stored already is dropped. They are
   * safe when it resolves, all or none.
   */
  add(rows: readonly BarRow[]): Promise<void>;
  /** The download has come to its end: puts everything in its final place. */
  finish(notes: DownloadNotes): Promise<void>;
}
