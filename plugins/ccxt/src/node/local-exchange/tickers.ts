import type { Venue, VenueMarket } from "@bellwether/live/venue";
import { newestBars } from "./bar-pages.js";
import { decimalText } from "./decimal-text.js";
import type { OrderBooks } from "./order-book.js";
import { idOf } from "./symbol-ids.js";

const DAY_MS = 86_400_000;

interface Day {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly last: number;
  readonly volume: number;
  readonly quoteVolume: number;
  readonly from: number;
}

/** What has happened in the bars of the last 24 hours; the newest bar where there was none. */
function dayOf(venue: Venue, { symbol, timeframe }: VenueMarket): Day | null {
  const recent = venue.bars(symbol, timeframe, venue.now - DAY_MS + 1, Infinity);
  const rows = recent.length > 0 ? recent : newestBars(venue, symbol, timeframe, venue.now, 1);
  const first = rows[0];
  if (first === undefined) return null;
  let [from, open, high, low] = first;
  let volume = 0;
  let quoteVolume = 0;
  for (const row of rows) {
    high = Math.max(high, row[2]);
    low = Math.min(low, row[3]);
    volume += row[5];
    quoteVolume += row[5] * row[4];
  }
  return { from, open, high, low, last: venue.price(symbol), volume, quoteVolume };
}

const NO_DAY: Day = { from: 0, open: 0, high: 0, low: 0, last: 0, volume: 0, quoteVolume: 0 };

/** `ticker/24hr`. */
export function dayTicker(venue: Venue, market: VenueMarket, books: OrderBooks): object {
  const day = dayOf(venue, market) ?? NO_DAY;
  const { bid, bidQuantity, ask, askQuantity } = books.best(market);
  return {
    symbol: idOf(market),
    ...changeOf(day, { change: "priceChange", percent: "priceChangePercent", average: "weightedAvgPrice" }),
    prevClosePrice: decimalText(day.open),
    lastPrice: decimalText(day.last),
    lastQty: decimalText(market.step),
    bidPrice: bid,
    bidQty: bidQuantity,
    askPrice: ask,
    askQty: askQuantity,
    openPrice: decimalText(day.open),
    highPrice: decimalText(day.high),
    lowPrice: decimalText(day.low),
    volume: day.volume.toFixed(8),
    quoteVolume: day.quoteVolume.toFixed(8),
    openTime: day.from,
    closeTime: venue.now,
    firstId: 0,
    lastId: 0,
    count: 0,
  };
}

/** The event of a `@ticker` stream. */
export function tickerEvent(venue: Venue, market: VenueMarket, books: OrderBooks): object {
  const day = dayOf(venue, market) ?? NO_DAY;
  const { bid, bidQuantity, ask, askQuantity } = books.best(market);
  return {
    e: "24hrTicker",
    E: venue.now,
    s: idOf(market),
    ...changeOf(day, { change: "p", percent: "P", average: "w" }),
    x: decimalText(day.open),
    c: decimalText(day.last),
    Q: decimalText(market.step),
    b: bid,
    B: bidQuantity,
    a: ask,
    A: askQuantity,
    o: decimalText(day.open),
    h: decimalText(day.high),
    l: decimalText(day.low),
    v: day.volume.toFixed(8),
    q: day.quoteVolume.toFixed(8),
    O: day.from,
    C: venue.now,
    F: 0,
    L: 0,
    n: 0,
  };
}

/** The event of a `@miniTicker` stream. */
export function miniTickerEvent(venue: Venue, market: VenueMarket): object {
  const day = dayOf(venue, market) ?? NO_DAY;
  return {
    e: "24hrMiniTicker",
    E: venue.now,
    s: idOf(market),
    c: decimalText(day.last),
    o: decimalText(day.open),
    h: decimalText(day.high),
    l: decimalText(day.low),
    v: day.volume.toFixed(8),
    q: day.quoteVolume.toFixed(8),
  };
}

/** Binance gives percent here, and only here. */
function changeOf({ open, last, volume, quoteVolume }: Day, names: Record<"change" | "percent" | "average", string>) {
  return {
    [names.change]: (last - open).toFixed(8),
    [names.percent]: (open > 0 ? (100 * (last - open)) / open : 0).toFixed(3),
    [names.average]: (volume > 0 ? quoteVolume / volume : last).toFixed(8),
  };
}

/** `ticker/bookTicker`, and the event of a `@bookTicker` stream under shorter names. */
export function bookTicker(market: VenueMarket, books: OrderBooks): object {
  const { bid, bidQuantity, ask, askQuantity } = books.best(market);
  return { symbol: idOf(market), bidPrice: bid, bidQty: bidQuantity, askPrice: ask, askQty: askQuantity };
}

export function bookTickerEvent(market: VenueMarket, books: OrderBooks): object {
  const { bid, bidQuantity, ask, askQuantity } = books.best(market);
  return { u: books.book(market).id, s: idOf(market), b: bid, B: bidQuantity, a: ask, A: askQuantity };
}
