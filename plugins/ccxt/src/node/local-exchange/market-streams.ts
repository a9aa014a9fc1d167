import { BadTimeframeError, isTimeframe } from "@bellwether/core";
import type { Venue, VenueMarket } from "@bellwether/live/venue";
import { ApiError } from "./api-error.js";
import { intervalOf } from "./bar-pages.js";
import type { Connection } from "./connection.js";
import { createKlineStream } from "./kline-stream.js";
import { depthChanges, type OrderBooks } from "./order-book.js";
import { idOf, type SymbolIds } from "./symbol-ids.js";
import { bookTickerEvent, miniTickerEvent, tickerEvent } from "./tickers.js";

/** What anybody may subscribe to. */
export interface MarketStreams {
  subscribe(connection: Connection, stream: string): void;
  unsubscribe(connection: Connection, stream: string): void;
  list(connection: Connection): string[];
  leave(connection: Connection): void;
  /** The next moment at which a bar that somebody watches closes. */
  due(): number;
  /** Tells what has changed. */
  publish(): void;
}

/** What a stream has to tell. */
interface Source {
  readonly due: number;
  /** What has changed since it was asked last. */
  changes(): readonly object[];
  /** What there is, for one who has just come. */
  newest(): readonly object[];
}

export function createMarketStreams(venue: Venue, ids: SymbolIds, books: OrderBooks): MarketStreams {
  const sources = new Map<string, { readonly source: Source; readonly audience: Set<Connection> }>();
  venue.on({ bar: (symbol) => books.move(symbol) });

  /** Tells something anew with every price. */
  const perPrice = (market: VenueMarket, tell: (market: VenueMarket) => object): Source => {
    let { id } = books.book(market);
    return {
      due: Infinity,
      changes() {
        const before = id;
        id = books.book(market).id;
        return id === before ? [] : [tell(market)];
      },
      newest: () => [tell(market)],
    };
  };
  const depthOf = (market: VenueMarket): Source => {
    let book = books.book(market);
    return {
      due: Infinity,
      changes() {
        const before = book;
        book = books.book(market);
        if (book.id === before.id) return [];
        return [{ e: "depthUpdate", E: venue.now, s: idOf(market), ...depthChanges(before, book) }];
      },
      newest: () => [], // a client begins with a snapshot that it asks for
    };
  };

  /** Undefined for a stream that the exchange does not know: it is acknowledged and stays silent, as on Binance. */
  const sourceOf = (stream: string): Source | undefined => {
    const [id = "", kind = ""] = stream.split("@");
    const market = ids.find(id.toUpperCase());
    if (market === undefined || id !== id.toLowerCase()) return undefined;
    const timeframe = kind.startsWith("kline_") ? kind.slice("kline_".length) : null;
    if (timeframe !== null && isTimeframe(timeframe)) {
      try {
        return createKlineStream(venue, market, intervalOf(timeframe));
      } catch (error) {
        if (error instanceof BadTimeframeError || error instanceof ApiError) return undefined;
        throw error;
      }
    }
    if (kind === "miniTicker") return perPrice(market, (it) => miniTickerEvent(venue, it));
    if (kind === "ticker") return perPrice(market, (it) => tickerEvent(venue, it, books));
    if (kind === "bookTicker") return perPrice(market, (it) => bookTickerEvent(it, books));
    if (kind === "depth") return depthOf(market);
    return undefined;
  };

  const send = (stream: string, events: readonly object[], audience: Iterable<Connection>) => {
    for (const event of events) {
      const text = JSON.stringify(event);
      for (const connection of audience) connection.send({ kind: "market", stream, text });
    }
  };

  const drop = (stream: string, connection: Connection) => {
    const found = sources.get(stream);
    found?.audience.delete(connection);
    if (found?.audience.size === 0) sources.delete(stream);
  };

  return {
    subscribe(connection, stream) {
      let found = sources.get(stream);
      if (found === undefined) {
        const source = sourceOf(stream);
        if (source === undefined) return;
        source.changes();
        found = { source, audience: new Set() };
        sources.set(stream, found);
      }
      found.audience.add(connection);
      send(stream, found.source.newest(), [connection]);
    },
    unsubscribe: (connection, stream) => drop(stream, connection),
    list: (connection) => [...sources].filter(([, it]) => it.audience.has(connection)).map(([stream]) => stream),
    leave(connection) {
      for (const stream of [...sources.keys()]) drop(stream, connection);
    },
    due: () => [...sources.values()].reduce((first, { source }) => Math.min(first, source.due), Infinity),
    publish() {
      for (const [stream, { source, audience }] of sources) send(stream, source.changes(), audience);
    },
  };
}
