import type { BarColumns, Timeframe } from "@bellwether/core";
import type { ExchangeOrderRequest } from "../src/exchange/trading.js";
import { createVenue } from "../src/testing/make-venue.js";
import type { VenueOptions } from "../src/testing/venue.js";

export const START = Date.UTC(2024, 0, 1);
export const MINUTE = 60_000;
export type Row = readonly [open: number, high: number, low: number, close: number, volume: number];

/** Bars of a minute each; undefined is a minute without one. */
function columnsOf(rows: readonly (Row | undefined)[]): BarColumns {
  const there = rows.flatMap((row, i) => (row ? [[START + i * MINUTE, ...row]] : []));
  const column = (at: number) => Float64Array.from(there, (row) => row[at]!);
  return { openTime: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5) };
}

/** A venue of one market, whose clock stands at the open of the first of these bars. */
export function venueOf(rows: readonly (Row | undefined)[], more: Partial<VenueOptions> = {}) {
  const venue = createVenue({
    markets: [
      {
        symbol: "BTC/USDT",
        base: "BTC",
        quote: "USDT",
        tick: 0.5,
        step: 0.01,
        minQuantity: 0.02,
        minNotional: 5,
        maker: 0.001,
        taker: 0.002,
        types: ["market", "limit", "stop", "stop-limit"],
        timeframe: "1m",
        columns: columnsOf(rows),
      },
    ],
    balances: { BTC: 2, USDT: 1_000 },
    start: START,
    ...more,
  });
  let count = 0;
  const place = (order: Partial<ExchangeOrderRequest>) =>
    venue.place({ clientId: `${++count}`, symbol: "BTC/USDT", side: "buy", type: "market", quantity: 1, ...order });
  return { venue, place, bars: (timeframe: Timeframe = "1m") => venue.bars("BTC/USDT", timeframe, 0, 1_000) };
}

export const UP_AFTER_LOW: Row = [100, 110, 95, 105, 8];
export const FLAT: Row = [105, 105, 105, 105, 4];
