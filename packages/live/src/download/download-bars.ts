import { type Clock, closeTimeOf, openTimeOf, type Stream } from "@bellwether/core";
import { openAfter } from "../bars/bar-grid.js";
import { checkRows } from "../bars/check-rows.js";
import { ExchangeUnsuitableError } from "../exchange/errors.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Timers } from "../time/timers.js";
import { type BarAsker, createBarAsker } from "./ask-bars.js";
import type { BarGap, BarSink } from "./bar-sink.js";
import { DownloadError } from "./errors.js";

export interface DownloadOptions {
  /** An exchange, open. */
  readonly data: MarketData;
  readonly stream: Stream;
  /** The first bar wanted opens then or later, epoch ms UTC. */
  readonly since: number;
  /** No bar wanted opens then or later; whatever has closed unless given. */
  readonly until?: number | undefined;
  readonly timers: Timers;
  /** The exchange's clock: what has closed by it is there. */
  readonly clock: Clock;
  readonly store: BarSink;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Ends the download after the page at hand; the next one goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** From the close of a bar until the exchange has surely stored it, ms. Default 1,000. */
  readonly graceMs?: number | undefined;
  /** Requests in a row without a clear answer that end it. Default 8: about three minutes. */
  readonly attempts?: number | undefined;
}

export interface DownloadProgress {
  /** Share of the time asked for that has been gone through, from 0 to 1; what is asked for again counts no more. */
  readonly done: number;
  /** Bars stored by this download. */
  readonly stored: number;
  readonly requests: number;
}

/** How a download ended. */
export interface DownloadResult {
  readonly status: "complete" | "aborted";
  /** Bars stored by this download. */
  readonly stored: number;
  /** Requests, and those among them that had no clear answer. */
  readonly requests: number;
  readonly failures: number;
  /** Rows of the exchange that were no bars. */
  readonly badRows: number;
  /** What is missing between the first stored bar and the last. */
  readonly gaps: readonly BarGap[];
}

/** Open times from `from` on, before `to`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Fetches the closed bars of one stream, page by page, and stores each page before it asks for the next. Goes on after the
 * newest stored bar, and before the oldest where an earlier `since` is asked for. An empty page proves nothing, so what is
 * missing is asked for once more in the end; what is missing then is noted as a gap, never made up.
 * @throws {DownloadError} for times that make no sense, and after too many requests without an answer; {ExchangeRefusalError};
 * {ExchangeUnsuitableError} for a timeframe that the exchange lacks. What was stored stays.
 */
export async function downloadBars(options: DownloadOptions): Promise<DownloadResult> {
  const { data, stream, clock, store, graceMs = 1_000, attempts = 8 } = options;
  const { timeframe } = stream;
  if (!data.timeframes().includes(timeframe))
    throw new ExchangeUnsuitableError(`${data.id} has no ${timeframe} bars; it has ${data.timeframes().join(", ")}`);
  const since = alignedUp(stream, options.since);
  const end = Math.min(openTimeOf(timeframe, clock.now() - graceMs), alignedUp(stream, options.until ?? 8.64e15));
  if (!Number.isFinite(end))
    throw new DownloadError(`${stream.symbol} ${timeframe}: the exchange's clock tells no time`);
  const wanted = wantedSpans(store, stream, since, end);
  const walk = createWalk(options, createBarAsker(data, stream, { ...options, attempts }), wanted);
  const finished =
    (await walk.through(wanted)) &&
    // an empty page may have been a garbled one
    (await walk.through(missingSpans(store, stream, since, end)));
  if (finished) {
    const askedFrom = Math.min(since, store.notes?.askedFrom ?? since, store.first ?? since);
    await store.finish({ source: data.id, at: clock.now(), askedFrom, gaps: store.gaps() });
  }
  return { ...walk.counts(), status: finished ? "complete" : "aborted", gaps: store.gaps() };
}

function alignedUp({ symbol, timeframe }: Stream, time: number): number {
  if (!(Math.abs(time) <= 8.64e15))
    throw new DownloadError(`${symbol} ${timeframe}: ${time} is no time; give epoch milliseconds`);
  if (time === 8.64e15) return time;
  const open = openTimeOf(timeframe, time);
  return open === time ? open : closeTimeOf(timeframe, open);
}

/** What has never been asked for: before the stored bars, and after them. */
function wantedSpans(store: BarSink, { timeframe }: Stream, since: number, end: number): Span[] {
  const { first, last } = store;
  if (first === null || last === null) return spans({ from: since, to: end });
  const asked = store.notes?.askedFrom ?? first;
  return spans(
    { from: since, to: since < asked ? Math.min(first, end) : since },
    { from: closeTimeOf(timeframe, last), to: end },
  );
}

/** What was asked for and did not come: before the first bar, between bars, after the last. Known gaps are left alone. */
function missingSpans(store: BarSink, stream: Stream, since: number, end: number): Span[] {
  const known = new Set(store.notes?.gaps.map(({ after, before }) => `${after} ${before}`));
  const between = store
    .gaps()
    .filter(({ after, before }) => !known.has(`${after} ${before}`))
    .map(({ after, before }) => ({ from: closeTimeOf(stream.timeframe, after), to: before }));
  return [...between, ...wantedSpans(store, stream, since, end)].sort((a, b) => a.from - b.from);
}

const spans = (...all: readonly Span[]) => all.filter(({ from, to }) => from < to);

/** Goes through spans page by page. */
function createWalk(
  { data, stream, clock, store, onProgress }: DownloadOptions,
  asker: BarAsker,
  wanted: readonly Span[],
) {
  const { timeframe } = stream;
  const total = wanted.reduce((sum, { from, to }) => sum + (to - from), 0);
  let gone = 0;
  let stored = 0;
  let badRows = 0;
  const page = async (cursor: number, to: number): Promise<number | null> => {
    const answer = await asker.ask(cursor);
    if (answer === null) return null;
    // the running bar, and one that opened while the answer was on its way
    const latest = closeTimeOf(timeframe, openTimeOf(timeframe, clock.now()));
    const checked = checkRows(timeframe, answer, cursor, latest);
    badRows += checked.bad;
    const rows = checked.rows.filter(([openTime]) => openTime < to);
    if (rows.length > 0) await store.add(rows);
    stored += rows.length;
    if (rows.length < checked.rows.length) return to;
    const newest = rows.at(-1);
    // nothing: some exchanges answer with a window of time in which nothing was traded yet
    return newest === undefined ? openAfter(timeframe, cursor, data.barsPerRequest) : closeTimeOf(timeframe, newest[0]);
  };
  return {
    /** @returns whether it came to the end of all spans. */
    async through(all: readonly Span[]): Promise<boolean> {
      for (const { from, to } of all)
        for (let cursor = from; cursor < to; ) {
          const next = await page(cursor, to);
          if (next === null) return false;
          gone += Math.min(next, to) - cursor;
          cursor = next;
          onProgress?.({ done: total > 0 ? Math.min(1, gone / total) : 1, stored, requests: asker.requests });
        }
      return true;
    },
    counts: () => ({ stored, badRows, requests: asker.requests, failures: asker.failures }),
  };
}
