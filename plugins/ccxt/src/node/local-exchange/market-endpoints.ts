import { barPage, intervalOf, klineRow } from "./bar-pages.js";
import type { Endpoint, Endpoints, ExchangeState } from "./endpoint.js";
import { exchangeInfo } from "./exchange-info.js";
import { limitOf, type Parameters } from "./parameters.js";
import { disturbRows } from "./row-faults.js";
import { bookTicker, dayTicker } from "./tickers.js";

function open(weight: number, answer: Endpoint["answer"]): Endpoint {
  return { weight, signed: false, answer };
}

/** The market of the request, or all of them where it names none. */
function forMarkets(
  { venue, ids }: ExchangeState,
  parameters: Parameters,
  tell: (market: ReturnType<typeof ids.market>) => object,
): object {
  const id = parameters.text("symbol");
  return id === undefined ? venue.markets.map(tell) : tell(ids.market(id));
}

/** What anybody may ask. */
export const marketEndpoints: Endpoints = {
  "GET /api/v3/ping": open(1, () => ({})),
  "GET /api/v3/time": open(1, ({ time, faults }) => {
    const wrong = faults.draws("wrongClock", "GET /api/v3/time");
    const off = faults.int(2) === 0 ? -faults.shape.clockMs : faults.shape.clockMs;
    return { serverTime: time() + (wrong ? off : 0) };
  }),
  "GET /api/v3/exchangeInfo": open(20, ({ venue, ids, time, weightLimit }, parameters) => {
    const id = parameters.text("symbol");
    return exchangeInfo(id === undefined ? venue.markets : [ids.market(id)], time(), weightLimit);
  }),
  "GET /api/v3/klines": open(2, ({ venue, ids, faults }, parameters) => {
    const market = ids.market(parameters.required("symbol"));
    const timeframe = intervalOf(parameters.required("interval"));
    const rows = barPage(venue, market, parameters).map((row) => klineRow(row, timeframe));
    return disturbRows(rows, timeframe, venue.now, faults);
  }),
  "GET /api/v3/ticker/24hr": open(2, (state, parameters) =>
    forMarkets(state, parameters, (market) => dayTicker(state.venue, market, state.books)),
  ),
  "GET /api/v3/ticker/bookTicker": open(2, (state, parameters) =>
    forMarkets(state, parameters, (market) => bookTicker(market, state.books)),
  ),
  "GET /api/v3/depth": open(5, ({ ids, books }, parameters) => {
    const { id, bids, asks } = books.book(ids.market(parameters.required("symbol")));
    const limit = limitOf(parameters, 100, 5_000);
    return { lastUpdateId: id, bids: bids.slice(0, limit), asks: asks.slice(0, limit) };
  }),
};
