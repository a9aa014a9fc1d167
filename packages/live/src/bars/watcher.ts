import { type Logger, type Stream, thrownText } from "@bellwether/core";
import type { MarketData, Watch, WatchListener } from "../exchange/market-data.js";
import type { Note } from "../journal/entry.js";
import type { Timers } from "../time/timers.js";
import { createBell } from "./bell.js";

/** A stream that stays silent is given twice as long each time, up to this. */
const LONGEST_PATIENCE_MS = 3_600_000;
/** A stop waits no longer for a websocket to close. */
const CLOSE_MS = 5_000;

export interface WatcherOptions {
  readonly streams: readonly Stream[];
  readonly data: MarketData;
  readonly timers: Timers;
  /** The exchange's time, epoch ms UTC. */
  now(): number;
  /** Silence after which a stream counts as stalled, ms, by stream. */
  readonly stallMs: readonly number[];
  note(note: Note): void;
  readonly log: Logger;
  /** A bar that opens then has been shown. */
  shown(stream: number, openTime: number): void;
  /** The last price, by the exchange's time; it may be old. */
  readonly price?: ((stream: number, price: number, at: number) => void) | undefined;
  /** The connection is lost, or there again. */
  connected(is: boolean): void;
}

/**
 * Keeps one websocket open, and opens it again when a stream falls silent by the exchange's own times: a socket that
 * repeats old data is as good as dead. The old one is closed before the new one opens.
 */
export class Watcher {
  reconnects = 0;
  stalls = 0;
  /** Websockets that are open: one at most. */
  handles = 0;
  readonly #options: WatcherOptions;
  readonly #bell;
  /** The exchange's time of the newest message, by stream. */
  readonly #events: Float64Array;
  readonly #patience: Float64Array;
  /** Silence counts from here at the earliest, epoch ms UTC. */
  #openedAt = Number.NaN;
  /** Listeners of earlier websockets are heard no more. */
  #generation = 0;
  #watch: Watch | null = null;
  #lost = false;
  #stopped = false;
  readonly #release: () => void;
  readonly #released: Promise<void>;

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.#bell = createBell(options.timers);
    this.#events = new Float64Array(options.streams.length).fill(Number.NEGATIVE_INFINITY);
    this.#patience = Float64Array.from(options.stallMs);
    let release = () => {};
    this.#released = new Promise((resolve) => {
      release = resolve;
    });
    this.#release = release;
  }

  /** The exchange's time of the newest message of a stream, -Infinity before the first. */
  eventTime(stream: number): number {
    return this.#events[stream] ?? Number.NEGATIVE_INFINITY;
  }

  /** Opens the websocket where the exchange has one, and guards it. @returns when it is stopped. */
  async run(): Promise<void> {
    if (this.#options.data.watch === undefined) return;
    this.#open();
    while (!this.#stopped) {
      const now = this.#options.now();
      const left = this.#patience.map((patience, i) => Math.max(this.#events[i]!, this.#openedAt) + patience - now);
      const wait = Math.min(...left);
      if (wait >= 0) await this.#bell.wait(wait);
      else await this.#reopen(left);
    }
  }

  /** Looks again at how long each stream has been silent: the clock has changed. */
  look(): void {
    this.#bell.ring();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#generation++;
    this.#bell.ring();
    this.#release();
    const waited = new AbortController();
    const closed = this.#close().then(() => waited.abort());
    await Promise.race([closed, this.#options.timers.sleep(CLOSE_MS, waited.signal)]);
  }

  #open(): void {
    const { data, streams, log, now } = this.#options;
    const generation = ++this.#generation;
    this.#openedAt = now();
    const current = () => generation === this.#generation;
    const listener: WatchListener = {
      bar: (stream, openTime, at) => {
        if (!current() || !(stream in streams) || !Number.isFinite(openTime)) return;
        this.#heard(stream, Number.isFinite(at) ? at : openTime);
        this.#options.shown(stream, openTime);
      },
      price: (stream, price, at) => {
        if (!current() || !(stream in streams)) return;
        if (Number.isFinite(at)) this.#heard(stream, at);
        this.#options.price?.(stream, price, at);
      },
      lost: (reason) => {
        if (current()) this.#setLost(reason);
      },
      connected: () => {
        if (current()) this.#setLost(null);
      },
    };
    try {
      this.#watch = data.watch!(streams, listener);
      this.handles++;
    } catch (error) {
      log.warn(`${data.id} opens no websocket, bars are asked for meanwhile: ${thrownText(error)}`);
    }
  }

  async #close(): Promise<void> {
    const watch = this.#watch;
    if (watch === null) return;
    this.#watch = null;
    try {
      await watch.close();
    } catch (error) {
      this.#options.log.warn(`a websocket did not close in order: ${thrownText(error)}`);
    }
    this.handles--;
  }

  async #reopen(left: Float64Array): Promise<void> {
    const { streams, note, stallMs } = this.#options;
    for (const [stream, { symbol, timeframe }] of streams.entries()) {
      if (left[stream]! >= 0) continue;
      this.stalls++;
      const seconds = Math.round(this.#patience[stream]! / 1_000);
      note({
        kind: "stall",
        message: `${symbol} ${timeframe}: the websocket told nothing new for ${seconds} s`,
        stream,
      });
      this.#patience[stream] = Math.max(stallMs[stream]!, Math.min(2 * this.#patience[stream]!, LONGEST_PATIENCE_MS));
    }
    this.#generation++;
    // never a second one beside it: one that does not close is waited for, while bars are asked for
    await Promise.race([this.#close(), this.#released]);
    if (!this.#stopped) this.#open();
  }

  #heard(stream: number, at: number): void {
    const time = Math.min(at, this.#options.now());
    if (!(time > this.#events[stream]!)) return;
    this.#events[stream] = time;
    const usual = this.#options.stallMs[stream]!;
    if (this.#patience[stream] === usual) return;
    this.#patience[stream] = usual;
    this.#bell.ring();
  }

  #setLost(reason: string | null): void {
    const lost = reason !== null;
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.#options.connected(!lost);
    if (lost) this.#options.note({ kind: "lost", message: `the websocket is lost: ${reason}` });
    else {
      this.reconnects++;
      this.#options.note({ kind: "connected", message: "the websocket is there again" });
    }
  }
}
