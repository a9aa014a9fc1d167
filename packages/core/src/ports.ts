import type { Bar } from "./frame/bar.js";
import type { BarStore } from "./frame/bar-store.js";
import type { Instrument } from "./market/instrument.js";
import type { Timeframe } from "./market/timeframe.js";
import type { Fill, Funding, OrderChange, OrderRequest, OrderUpdate } from "./order/order.js";
import type { PortfolioView } from "./portfolio/portfolio-view.js";

/** One symbol in one timeframe: what a feed delivers and a lane listens to. */
export interface Stream {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** The bars that close at one moment, by stream number, in the order of the feed's streams. Reused from step to step. */
export class Batch {
  /** Close time, epoch ms UTC. */
  time = Number.NaN;
  count = 0;
  readonly streams: Int32Array;
  /** From the close to the moment at which it is handed on, ms; 0 in a backtest. */
  ageMs = 0;
  /** Bars that are caught up on: orders meet them and positions are marked, but nobody is asked what to do. */
  quiet = false;

  constructor(streamCount: number) {
    this.streams = new Int32Array(streamCount);
  }
}

/** Where closed bars come from: each once, in order, after it has closed. */
export interface MarketFeed {
  readonly streams: readonly Stream[];
  /** Most batches that it can deliver, where that is known beforehand. */
  readonly expectedBatches?: number;
  /** Hands over the store of each stream; a history feed loads it, a live feed fills warm-up history. */
  open(stores: readonly BarStore[]): void | Promise<void>;
  /** Puts the next closed bars (hidden) into their stores and names their streams. @returns false at the end. */
  next(batch: Batch): boolean | Promise<boolean>;
  close?(): void | Promise<void>;
}

/** Where a broker reports to. */
export interface BrokerListener {
  /** Whether every step in the life of an order is of interest; ends without a fill always are. */
  readonly hearsOrders: boolean;
  fill(fill: Fill): void;
  /** Rejected, cancelled and expired always; the rest only while {@link hearsOrders}. */
  order(update: OrderUpdate): void;
  funding(funding: Funding): void;
}

/** Where orders go: the simulated broker in a backtest and on paper, an exchange live. */
export interface Broker {
  open(context: {
    listener: BrokerListener;
    portfolio: PortfolioView;
    streams: readonly Stream[];
    /** One a stream, always as of now: entries are replaced when dated rules change. */
    instruments: readonly Instrument[];
    /** Stream of each lane. */
    lanes: readonly number[];
  }): void | Promise<void>;
  /** Step 1 of a bar: resting orders of the stream meet it. */
  meet(stream: number, bar: Readonly<Bar>): void;
  /** Step 6: the order rests. Its outcome is reported to the listener, never returned. */
  submit(request: OrderRequest, stream: number): void | Promise<void>;
  /** Cancels one order; nothing happens if it is at its end already. */
  cancel(orderId: string): void | Promise<void>;
  /** Changes a working order in its place. @returns false if it is at its end, or unknown. */
  replace(orderId: string, change: OrderChange): boolean | Promise<boolean>;
  /** Cancels every resting order of a lane, its exits included. */
  cancelAll(lane: number): void | Promise<void>;
  /** Cancels the entries of a lane and leaves its exits. */
  cancelEntries(lane: number): void | Promise<void>;
  /** Closes a position at the close of the bar just seen; a history that ends calls it. */
  finalize?(lane: number, stream: number, bar: Readonly<Bar>): void;
  close?(): void | Promise<void>;
}

/** Wall time. A backtest's clock stands at the close of the bar. */
export interface Clock {
  /** Epoch ms, UTC. */
  now(): number;
}

/** Files, for parts that may not know an operating system. Paths are the implementation's. */
export interface Disk {
  read(path: string): Promise<Uint8Array>;
  /** All or nothing: a reader sees the old content or the new. */
  write(path: string, data: Uint8Array): Promise<void>;
  exists(path: string): Promise<boolean>;
  list(path: string): Promise<readonly string[]>;
}

/** Where log lines go. */
export interface Logger {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
