import { closeTimeOf, openTimeOf, type Timeframe } from "@bellwether/core";
import type { BarRow } from "@bellwether/live";
import type { Venue, VenueMarket } from "@bellwether/live/venue";
import { newestBars } from "./bar-pages.js";
import { decimalText } from "./decimal-text.js";
import { idOf } from "./symbol-ids.js";

/** The bars of one symbol in one timeframe, as `@kline_<tf>` tells them. */
export interface KlineStream {
  /** When the bar told last closes, if it is still open; else Infinity. */
  readonly due: number;
  /** What has changed since it was asked last: bars that have closed, then the running one. */
  changes(): object[];
  /** The newest bar as it is, for one who has just come. */
  newest(): object[];
}

/** @throws {BadTimeframeError} for a timeframe that the recorded bars cannot make */
export function createKlineStream(venue: Venue, market: VenueMarket, timeframe: Timeframe): KlineStream {
  const { symbol } = market;
  /** The bar told last, and whether it was told as closed. */
  let last: BarRow | undefined;
  let closed = false;
  const isClosed = (row: BarRow) => closeTimeOf(timeframe, row[0]) <= venue.now;
  const tell = (row: BarRow) => klineEvent(venue.now, idOf(market), timeframe, row, isClosed(row));
  venue.bars(symbol, timeframe, venue.now, 1);

  return {
    get due() {
      return last === undefined || closed ? Infinity : closeTimeOf(timeframe, last[0]);
    },
    changes() {
      const since = last === undefined ? openTimeOf(timeframe, venue.now) : last[0];
      const told: object[] = [];
      for (const row of venue.bars(symbol, timeframe, since, Infinity)) {
        const known = row[0] === last?.[0];
        if (known && (closed || (!isClosed(row) && isSame(row, last!)))) continue;
        last = row;
        closed = isClosed(row);
        told.push(tell(row));
      }
      return told;
    },
    newest: () => newestBars(venue, symbol, timeframe, venue.now, 1).map(tell),
  };
}

/** Volume grows with every moment; only a price makes news. */
function isSame(a: BarRow, b: BarRow): boolean {
  return a[2] === b[2] && a[3] === b[3] && a[4] === b[4];
}

function klineEvent(now: number, id: string, timeframe: Timeframe, row: BarRow, closed: boolean): object {
  const [openTime, open, high, low, close, volume] = row;
  return {
    e: "kline",
    E: now,
    s: id,
    k: {
      t: openTime,
      T: closeTimeOf(timeframe, openTime) - 1,
      s: id,
      i: timeframe,
      f: -1,
      L: -1,
      o: decimalText(open),
      c: decimalText(close),
      h: decimalText(high),
      l: decimalText(low),
      v: decimalText(volume),
      n: 0,
      x: closed,
      q: (volume * close).toFixed(8),
      V: (volume / 2).toFixed(8),
      Q: ((volume * close) / 2).toFixed(8),
      B: "0",
    },
  };
}
