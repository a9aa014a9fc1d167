import type { Stream } from "@bellwether/core";
import type { BarRow, Watch, WatchListener } from "@bellwether/live";
import { asList, asObject } from "./check.js";
import { checkRow } from "./check-rows.js";
import type { CcxtInstance } from "./narrow.js";
import { keepSession, type SessionContext, type SessionPlan } from "./session.js";

/** Streams of one subscription message; exchanges limit its length. */
const CHUNK = 100;

type Bars = SessionPlan["streams"][number];

/** Whether the exchange has a websocket for bars. */
export function watchesBars(instance: CcxtInstance): boolean {
  return instance.has.watchOHLCVForSymbols === true || instance.has.watchOHLCV === true;
}

/** Watches bars: all in one subscription where the exchange can, else one each. */
export function watchBars(
  instance: CcxtInstance,
  streams: readonly Stream[],
  listener: WatchListener,
  silenceMs: number,
  context: Omit<SessionContext, "connected" | "lost">,
): Watch {
  const numbers = new Map(streams.map(({ symbol, timeframe }, i) => [`${symbol} ${timeframe}`, i]));
  const told = new Map<number, readonly [openTime: number, price: number]>();
  // rows are the exchange's own cache and change later: what is needed is taken at once
  const hear = (symbol: string, timeframe: string, rows: unknown) => {
    const stream = numbers.get(`${symbol} ${timeframe}`);
    const newest = newestOf(asList(rows, "watched bars"));
    if (stream === undefined || newest === undefined) return;
    const [openTime, , , , price] = newest;
    const before = told.get(stream);
    if (before !== undefined && before[0] === openTime && before[1] === price) return;
    told.set(stream, [openTime, price]);
    listener.bar(stream, openTime, Number.NaN);
    if (price > 0) listener.price(stream, price, Number.NaN);
  };
  const plan = instance.has.watchOHLCVForSymbols === true ? together(streams, hear) : separately(streams, hear);
  return keepSession(
    { streams: plan, silenceMs, settleMs: Number.POSITIVE_INFINITY },
    { ...context, connected: () => listener.connected(), lost: (reason) => listener.lost(reason) },
  );
}

type Hear = (symbol: string, timeframe: string, rows: unknown) => void;

function together(streams: readonly Stream[], hear: Hear): readonly Bars[] {
  const chunks: (readonly Stream[])[] = [];
  for (let at = 0; at < streams.length; at += CHUNK) chunks.push(streams.slice(at, at + CHUNK));
  return chunks.map((chunk) => {
    const names = chunk.map(({ symbol, timeframe }) => [symbol, timeframe] as const);
    return {
      next: (instance) => instance.watchOHLCVForSymbols(names),
      // a message tells of one stream; those that came with it are in the cache only
      hear(message, { ohlcvs }) {
        asObject(message, "watched bars");
        for (const { symbol, timeframe } of chunk) {
          const rows = ohlcvs[symbol]?.[timeframe];
          if (rows !== undefined) hear(symbol, timeframe, rows);
        }
      },
    };
  });
}

function separately(streams: readonly Stream[], hear: Hear): readonly Bars[] {
  return streams.map(({ symbol, timeframe }) => ({
    next: (instance) => instance.watchOHLCV(symbol, timeframe),
    hear: (rows) => hear(symbol, timeframe, rows),
  }));
}

/** Of the last rows: a late one of an old bar stands at the end. */
function newestOf(rows: readonly unknown[]): BarRow | undefined {
  let newest: BarRow | undefined;
  for (const row of rows.slice(-3).map(checkRow)) if (newest === undefined || row[0] >= newest[0]) newest = row;
  return newest;
}
