import type { InstrumentRules, Stream } from "@bellwether/core";

/** A bar as an exchange sent it, unchecked: it may be unfinished, or nonsense. Prices in quote currency, volume in base units. */
export type BarRow = readonly [
  openTime: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
];

/** Trading rules of one symbol as the exchange states them now. */
export interface ExchangeMarket {
  readonly symbol: string;
  readonly active: boolean;
  readonly rules: InstrumentRules;
}

/** Hears what a websocket shows. It wakes; nothing that it says is traded on. */
export interface WatchListener {
  /** Data of the bar that opens then has arrived, so that those before it have closed. @param at - the exchange's time of the message, or NaN. */
  bar(stream: number, openTime: number, at: number): void;
  /** The last price. */
  price(stream: number, price: number, at: number): void;
  /** The connection is lost, for a reason in words; it is being opened again. */
  lost(reason: string): void;
  /** The connection is there, for the first time or again. */
  connected(): void;
}

export interface Watch {
  close(): Promise<void>;
}

/**
 * What anybody may ask an exchange. Every call rejects with {@link ExchangeUnclearError} or {@link ExchangeRefusalError},
 * within a deadline of its own, and answers are checked for their shape before they are returned.
 */
export interface MarketData {
  /** Name of the exchange, as ccxt has it. */
  readonly id: string;
  /** Most rows that one {@link bars} may return. */
  readonly barsPerRequest: number;
  open(): Promise<void>;
  close(): Promise<void>;
  /** The exchange's wall time, epoch ms UTC. */
  time(): Promise<number>;
  /** @throws {ExchangeRefusalError} `bad-symbol` for one that it lacks. */
  markets(symbols: readonly string[]): Promise<readonly ExchangeMarket[]>;
  /** Timeframes that it serves. */
  timeframes(): readonly string[];
  /**
   * Bars that open at `since` or later, oldest first, at most `limit`. The last may be unfinished, and some may be missing:
   * the caller decides what has closed.
   */
  bars(stream: Stream, since: number, limit: number): Promise<readonly BarRow[]>;
  /** Opens a websocket; undefined where the exchange has none for bars. */
  watch?(streams: readonly Stream[], listener: WatchListener): Watch;
}
