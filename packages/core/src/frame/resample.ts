import { assertMultiple, closeTimeOf, openTimeOf, type Timeframe } from "../market/timeframe.js";
import type { Bar } from "./bar.js";
import { BarStore } from "./bar-store.js";
import { Column } from "./column.js";
import type { Frame } from "./frame.js";

/**
 * Bars of a higher timeframe made from those of a base store, each from the moment it has closed:
 * with its last base bar, or, where that one is missing, with the first base bar after it.
 */
export class ResampledBars {
  readonly store: BarStore;
  /** For each base row: higher bars closed by its close, counted from the start of the run. */
  readonly #closed: Column;
  readonly #forming: Bar = { openTime: Number.NaN, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  #bucketEnd = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(
    private readonly base: BarStore,
    readonly timeframe: Timeframe,
  ) {
    assertMultiple(timeframe, base.timeframe);
    this.store = new BarStore({ symbol: base.symbol, timeframe, history: base.history });
    this.#closed = base.addColumn(new Column(base, this, 0));
    this.sync();
  }

  extendTo(to: number): void {
    const closed = this.#closed;
    if (closed.filled >= to) return;
    closed.reserve(to);
    const { openTime, open, high, low, close, volume } = this.base;
    for (const column of [openTime, open, high, low, close, volume]) column.fill(to);
    const forming = this.#forming;
    for (let i = closed.filled; i < to; i++) {
      const time = openTime.data[i]!;
      if (time >= this.#bucketEnd) {
        this.#finish();
        forming.openTime = openTimeOf(this.timeframe, time);
        this.#bucketEnd = closeTimeOf(this.timeframe, forming.openTime);
        forming.open = open.data[i]!;
        forming.high = high.data[i]!;
        forming.low = low.data[i]!;
        forming.volume = 0;
      }
      forming.high = Math.max(forming.high, high.data[i]!);
      forming.low = Math.min(forming.low, low.data[i]!);
      forming.close = close.data[i]!;
      forming.volume += volume.data[i]!;
      if (closeTimeOf(this.base.timeframe, time) >= this.#bucketEnd) this.#finish();
      closed.data[i] = this.#count;
    }
    closed.filled = to;
  }

  /** For each base row up to `to` (exclusive): higher bars closed by its close, counted from the start of the run. */
  closedUpTo(to: number): Float64Array {
    this.extendTo(to);
    return this.#closed.data;
  }

  #finish(): void {
    if (Number.isNaN(this.#forming.openTime)) return;
    this.store.append(this.#forming);
    this.#forming.openTime = Number.NaN;
    this.#count++;
  }

  /** Shows the higher bars that have closed by the newest base row. */
  sync(): void {
    const visible = this.base.visible;
    if (visible === 0) return;
    if (this.#closed.filled < visible) this.extendTo(this.base.rows);
    const wanted = this.#closed.data[visible - 1]! - this.store.offset;
    while (this.store.visible < wanted) this.store.reveal();
  }
}

export function resampledFrame(base: BarStore, timeframe: Timeframe): Frame {
  return resampledBars(base, timeframe).store.frame;
}

export function resampledBars(base: BarStore, timeframe: Timeframe): ResampledBars {
  let found = base.resampled.find((r) => r.timeframe === timeframe);
  if (found === undefined) {
    found = new ResampledBars(base, timeframe);
    found.store.peers = new ResampledPeers(base, timeframe);
    base.resampled.push(found);
  }
  return found;
}

/** The peers of a resampled frame are its base's peers, resampled alike. */
class ResampledPeers extends Map<string, BarStore> {
  constructor(
    private readonly base: BarStore,
    private readonly timeframe: Timeframe,
  ) {
    super();
  }

  override get(symbol: string): BarStore | undefined {
    const peer = this.base.peers.get(symbol);
    if (peer === undefined) return undefined;
    return resampledBars(peer, this.timeframe).store;
  }

  override keys(): MapIterator<string> {
    return this.base.peers.keys() as MapIterator<string>;
  }
}
