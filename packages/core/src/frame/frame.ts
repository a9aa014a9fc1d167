import type { Timeframe } from "../market/timeframe.js";
import { BAR_FIELDS, type BarField } from "./bar.js";
import type { BarStore } from "./bar-store.js";
import type { Column } from "./column.js";
import { UnknownColumnError, UnknownSymbolError } from "./errors.js";
import { resampledFrame } from "./resample.js";
import { ForeignSeriesError, type Series, SeriesView } from "./series.js";

/** What a strategy knows, as `df`: columns of closed bars, oldest first, up to now. */
export interface Frame {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Bars that have closed since the start of the run. */
  readonly length: number;
  readonly openTime: Series;
  readonly open: Series;
  readonly high: Series;
  readonly low: Series;
  readonly close: Series;
  readonly volume: Series;
  /**
   * Any column by name, the six above included.
   * @throws {UnknownColumnError}
   */
  column(name: string): Series;
  /**
   * The same symbol in a higher timeframe: closed bars only.
   * @throws {BadTimeframeError} unless its bars hold a whole number of this frame's bars.
   */
  resample(timeframe: Timeframe): Frame;
  /**
   * Another symbol of the run, as of now; its newest bar is older than this frame's when it has a gap.
   * @throws {UnknownSymbolError}
   */
  peer(symbol: string): Frame;
}

/** Finds the store behind a frame. Core only. */
export let storeOf: (frame: Frame) => BarStore;

class FrameView implements Frame {
  readonly #store: BarStore;
  readonly openTime: Series;
  readonly open: Series;
  readonly high: Series;
  readonly low: Series;
  readonly close: Series;
  readonly volume: Series;
  readonly #extra = new Map<Column, Series>();

  static {
    storeOf = (frame) => {
      if (typeof frame !== "object" || frame === null || !(#store in frame))
        throw new ForeignSeriesError(
          "not a frame of this run. Two installed copies of @bellwether/core cause this too",
        );
      return frame.#store;
    };
  }

  constructor(store: BarStore) {
    this.#store = store;
    this.openTime = new SeriesView(store.openTime);
    this.open = new SeriesView(store.open);
    this.high = new SeriesView(store.high);
    this.low = new SeriesView(store.low);
    this.close = new SeriesView(store.close);
    this.volume = new SeriesView(store.volume);
    Object.freeze(this);
  }

  get symbol(): string {
    return this.#store.symbol;
  }

  get timeframe(): Timeframe {
    return this.#store.timeframe;
  }

  get length(): number {
    return this.#store.offset + this.#store.visible;
  }

  column(name: string): Series {
    if ((BAR_FIELDS as readonly string[]).includes(name)) return this[name as BarField];
    const column = this.#store.extra.get(name);
    if (column === undefined) throw new UnknownColumnError(name, [...BAR_FIELDS, ...this.#store.extra.keys()]);
    let series = this.#extra.get(column);
    if (series === undefined) {
      series = new SeriesView(column);
      this.#extra.set(column, series);
    }
    return series;
  }

  resample(timeframe: Timeframe): Frame {
    return timeframe === this.#store.timeframe ? this : resampledFrame(this.#store, timeframe);
  }

  peer(symbol: string): Frame {
    const store = this.#store.peers.get(symbol);
    if (store === undefined) throw new UnknownSymbolError(symbol, [...this.#store.peers.keys()]);
    return store.frame;
  }
}

Object.freeze(FrameView.prototype);

export function makeFrame(store: BarStore): Frame {
  return new FrameView(store);
}
