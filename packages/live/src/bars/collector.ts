import { type Logger, openTimeOf, type Stream, TradingError } from "@bellwether/core";
import { ExchangeRefusalError } from "../exchange/errors.js";
import type { BarRow, MarketData } from "../exchange/market-data.js";
import type { BatchBar, Note } from "../journal/entry.js";
import type { Delivery } from "../runtime/bar-source.js";
import type { ExchangeClock } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import { type Assembly, assemble } from "./assemble.js";
import { barsBetween, openBefore } from "./bar-grid.js";
import { createBell } from "./bell.js";
import type { CollectorHealth, StreamHealth } from "./collector-health.js";
import { type CollectorSettings, stallMsOf } from "./collector-settings.js";
import { Follower } from "./follower.js";
import { readHistory } from "./history.js";
import { Line } from "./line.js";
import { Pace } from "./pace.js";
import { Requester } from "./requester.js";
import { Watcher } from "./watcher.js";

/** Calls in a row that fail before the history of a stream is given up. */
const HISTORY_FAILURES = 6;

export interface CollectorOptions {
  readonly streams: readonly Stream[];
  readonly data: MarketData;
  readonly timers: Timers;
  /** Started already. */
  readonly clock: ExchangeClock;
  readonly settings: CollectorSettings;
  /** Must not throw. */
  note(note: Note): void;
  readonly log: Logger;
  /** Hears prices between bars, as the websocket shows them; nothing is traded on them but stops. */
  readonly price?: (stream: number, price: number, at: number) => void;
}

/** Bars are wanted from a time at which none opens, or without a clock. */
export class BadStartError extends TradingError {
  override readonly code = "BAD_START";
}

/** The collector was stopped before its history was read. */
export class CollectorStoppedError extends TradingError {
  override readonly code = "COLLECTOR_STOPPED";
}

/**
 * Hands on each closed bar of every stream exactly once, in order, and only after it has closed. Websockets wake it; only
 * answers to requests count: a bar has closed if the same answer has a newer one, or if the request was sent when its
 * close and the grace were over by the exchange's clock.
 */
export class BarCollector {
  readonly #options: CollectorOptions;
  readonly #followers: readonly Follower[];
  readonly #lines: readonly Line[];
  readonly #requester: Requester;
  readonly #watcher: Watcher;
  /** Rung when a batch may be complete. */
  readonly #arrivals;
  readonly #stop = new AbortController();
  /** Since when bars have been waiting to be handed on, monotonic. */
  #readySince: number | null = null;
  /** Of the batch before. */
  #time = Number.NEGATIVE_INFINITY;
  #historyRejected = 0;
  /** What went wrong in a way that it must not. */
  #broken: { readonly error: unknown } | null = null;
  #forget: () => void = () => {};

  constructor(options: CollectorOptions) {
    const { streams, data, timers, clock, settings, note, log } = options;
    this.#options = options;
    this.#arrivals = createBell(timers);
    const requester = new Requester({ data, timers, clock, settings, note });
    this.#requester = requester;
    const unreachableMs = (from: number, to: number) => requester.reach.unreachableMs(from, to);
    const rowsPerAnswer = Math.max(1, data.barsPerRequest);
    this.#followers = streams.map(
      (stream, index) => new Follower({ index, stream, settings, rowsPerAnswer, unreachableMs, note }),
    );
    const arrived = () => {
      this.#readySince ??= timers.monotonic();
      this.#arrivals.ring();
    };
    this.#lines = this.#followers.map(
      (follower) => new Line({ follower, requester, timers, clock, settings, log, arrived }),
    );
    this.#watcher = new Watcher({
      streams,
      data,
      timers,
      now: () => clock.now(),
      stallMs: streams.map((stream) => stallMsOf(stream, settings)),
      note,
      log,
      shown: (stream, openTime) => this.#lines[stream]!.shown(openTime),
      price: options.price,
      connected: (is) => requester.reach.watching(is),
    });
  }

  /**
   * The last `rows[i]` bars of each stream that have closed, checked, oldest first; fewer if the exchange has no more.
   * Before {@link start}: spikes and empty bars are measured against them.
   * @throws {CollectorStoppedError}, {@link ExchangeRefusalError}, and what calls reject with when too many have failed.
   */
  async history(rows: readonly number[]): Promise<readonly (readonly BarRow[])[]> {
    return Promise.all(this.#followers.map((follower, i) => this.#historyOf(follower, rows[i] ?? 0)));
  }

  /**
   * Begins to collect.
   * @param next - open time of the first bar that is wanted, by stream.
   * @param after - time of the batch before, where a run goes on; none falls behind it.
   * @param recent - the last bars of each stream, where a run goes on: what empty bars carry on, and spikes are measured by.
   * @throws {BadStartError} for a time at which no bar opens, and while the clock has not been started.
   */
  start(next: readonly number[], after = Number.NEGATIVE_INFINITY, recent: readonly (readonly BarRow[])[] = []): void {
    const { streams, clock } = this.#options;
    if (!Number.isFinite(clock.now())) throw new BadStartError("the exchange's clock is not started; start it first");
    for (const [i, { symbol, timeframe }] of streams.entries()) {
      const openTime = next[i] ?? Number.NaN;
      if (openTimeOf(timeframe, openTime) !== openTime)
        throw new BadStartError(
          `${symbol} ${timeframe}: no bar opens at ${openTime}; start from the open time of a bar`,
        );
    }
    this.#time = Number.isNaN(after) ? Number.NEGATIVE_INFINITY : after;
    for (const [i, follower] of this.#followers.entries()) {
      if (recent[i] !== undefined) follower.recall(recent[i]);
      follower.begin(next[i]!);
    }
    this.#forget = clock.onChange(() => {
      for (const line of this.#lines) line.look();
      this.#watcher.look();
    });
    for (const part of [...this.#lines, this.#watcher]) {
      part.run().catch((error: unknown) => {
        this.#broken ??= { error };
        this.#arrivals.ring();
      });
    }
  }

  /** Waits for the next batch; one call at a time. Rejects for a bug only. @returns null once stopped, or aborted. */
  async next(signal?: AbortSignal): Promise<Delivery | null> {
    const { timers, settings } = this.#options;
    const wake = () => this.#arrivals.ring();
    signal?.addEventListener("abort", wake);
    try {
      for (;;) {
        if (this.#stop.signal.aborted || signal?.aborted === true) return null;
        if (this.#broken !== null) throw this.#broken.error;
        const batch = assemble(this.#followers);
        const late = batch !== null && batch.close <= this.#time;
        const patience = (this.#readySince ?? 0) + settings.laggardMs - timers.monotonic();
        if (batch === null) await this.#arrivals.wait(Number.POSITIVE_INFINITY);
        else if (batch.awaits && !late && patience > 0) await this.#arrivals.wait(patience);
        else return this.#deliver(batch, late);
      }
    } finally {
      signal?.removeEventListener("abort", wake);
    }
  }

  get health(): CollectorHealth {
    const { requests, failures, reach, gate } = this.#requester;
    const { reconnects, stalls, handles } = this.#watcher;
    const sum = (count: (follower: Follower) => number) => this.#followers.reduce((all, each) => all + count(each), 0);
    return {
      streams: this.#followers.map((follower) => this.#healthOf(follower)),
      outage: reach.outage,
      paused: gate.paused,
      requests,
      failures,
      wakes: this.#lines.reduce((all, { wakes }) => all + wakes, 0),
      reconnects,
      stalls,
      handles,
      rejectedRows: this.#historyRejected + sum((each) => each.rejectedRows),
      duplicates: sum((each) => each.duplicates),
      revisions: sum((each) => each.revisions),
    };
  }

  /** Releases every timer and the websocket. Requests under way are left to their deadlines; their answers count no more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#forget();
    this.#requester.stop();
    for (const line of this.#lines) line.stop();
    this.#arrivals.ring();
    await this.#watcher.stop();
  }

  #deliver({ members, close }: Assembly<Follower>, late: boolean): Delivery {
    const { clock } = this.#options;
    const now = clock.now();
    const bars: BatchBar[] = [];
    const held: { stream: number; reason: string }[] = [];
    let quiet = late;
    for (const member of members) {
      const { bar, held: reason } = member.shift();
      bars.push(bar);
      if (reason !== null) held.push({ stream: member.index, reason });
      quiet ||= member.nextClose + this.#requester.graceMs <= now;
      this.#lines[member.index]!.look();
    }
    if (!this.#followers.some(({ isReady }) => isReady)) this.#readySince = null;
    this.#time = Math.max(this.#time, close);
    return { time: this.#time, ageMs: Math.round(now - close), quiet, bars, held };
  }

  async #historyOf(follower: Follower, rows: number): Promise<readonly BarRow[]> {
    const { timers, clock, settings, data } = this.#options;
    const { stream, index } = follower;
    const { symbol, timeframe } = stream;
    const { signal } = this.#stop;
    const label = `history of ${symbol} ${timeframe}`;
    const pace = new Pace({ ...settings, longestRetryMs: settings.retryMs, label });
    const rest = () => timers.sleep(Math.max(0, pace.nextAt(false) - timers.monotonic()), signal);
    const ask = async (since: number, limit: number): Promise<unknown> => {
      for (;;) {
        try {
          const answer = await this.#requester.ask(stream, since, limit);
          if (answer === null) throw new CollectorStoppedError(`stopped while the ${label} was read`);
          pace.answered(false, timers.monotonic());
          return answer.rows;
        } catch (error) {
          if (error instanceof CollectorStoppedError || error instanceof ExchangeRefusalError) throw error;
          pace.failed(timers.monotonic());
          if (pace.failures >= HISTORY_FAILURES) throw error;
          await rest();
        }
      }
    };
    const closedBy = clock.now() - this.#requester.graceMs;
    const rowsPerAnswer = Math.max(1, data.barsPerRequest);
    const { emptyBars } = settings;
    const history = await readHistory({ stream, rows, closedBy, rowsPerAnswer, emptyBars, ask, rest });
    this.#historyRejected += history.rejectedRows;
    if (history.missing > 0) {
      const fate = emptyBars === "flat" ? "carry on the close before" : "are left out";
      const message = `${symbol} ${timeframe}: ${history.missing} bars of its history are missing and ${fate}`;
      this.#options.note({ kind: "gap", message, stream: index, details: { missing: history.missing } });
    }
    follower.recall(history.rows);
    return history.rows;
  }

  #healthOf(follower: Follower): StreamHealth {
    const { clock } = this.#options;
    const { stream, index, lastOpenTime, missing, newestSeen, nextClose } = follower;
    const now = clock.now();
    const first = openBefore(stream.timeframe, nextClose);
    return {
      stream,
      lastOpenTime,
      dataAgeMs: now - Math.max(newestSeen, this.#watcher.eventTime(index)),
      missing,
      due: Number.isFinite(first) ? barsBetween(stream.timeframe, first, openTimeOf(stream.timeframe, now)) : 0,
    };
  }
}
