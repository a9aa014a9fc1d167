import { decimalPlaces } from "@bellwether/core";
import type { VenueMarket } from "@bellwether/live/venue";

/** Price and quantity as Binance writes them. */
type Level = readonly [price: string, quantity: string];

/** A book at one moment, best levels first. */
export interface OrderBook {
  /** Number of its last update. */
  readonly id: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/** Books around the price of now. Every price is one update of the book. */
export interface OrderBooks {
  book(market: VenueMarket): OrderBook;
  best(market: VenueMarket): { bid: string; bidQuantity: string; ask: string; askQuantity: string };
  /** A price has come. */
  move(symbol: string): void;
}

/** Levels a side. */
const DEPTH = 20;
const NOTHING = "0.00000000";

/** Nobody but the account trades here: a book is a picture of the price, one tick to either side, and never runs out. */
export function createOrderBooks(price: (symbol: string) => number): OrderBooks {
  const books = new Map<string, OrderBook>();
  const ids = new Map<string, number>();
  const book = (market: VenueMarket) => {
    const id = ids.get(market.symbol) ?? 1;
    let found = books.get(market.symbol);
    if (found?.id !== id) {
      found = { id, ...levelsAround(price(market.symbol), market) };
      books.set(market.symbol, found);
    }
    return found;
  };
  return {
    book,
    best(market) {
      const { bids, asks } = book(market);
      const [bid, bidQuantity] = bids[0] ?? [NOTHING, NOTHING];
      const [ask, askQuantity] = asks[0] ?? [NOTHING, NOTHING];
      return { bid, bidQuantity, ask, askQuantity };
    },
    move: (symbol) => void ids.set(symbol, (ids.get(symbol) ?? 1) + 1),
  };
}

function levelsAround(price: number, { tick, step }: VenueMarket): Pick<OrderBook, "bids" | "asks"> {
  const ticks = Math.round(price / tick);
  const decimals = Math.max(8, decimalPlaces(tick));
  const side = (sign: 1 | -1): Level[] => {
    const levels: Level[] = [];
    for (let i = 1; i <= DEPTH; i++) {
      if (!(ticks + sign * i > 0)) break; // no price yet, or no room below it
      levels.push([((ticks + sign * i) * tick).toFixed(decimals), (step * 100 * i).toFixed(8)]);
    }
    return levels;
  };
  return { bids: side(-1), asks: side(1) };
}

/** What `depthUpdate` says of the way from one book to a later one. */
export function depthChanges(before: OrderBook, after: OrderBook): { U: number; u: number; b: Level[]; a: Level[] } {
  return {
    U: before.id + 1,
    u: after.id,
    b: changedLevels(before.bids, after.bids),
    a: changedLevels(before.asks, after.asks),
  };
}

/** Levels that are gone, as of quantity 0, and those that are new or of another quantity. */
function changedLevels(before: readonly Level[], after: readonly Level[]): Level[] {
  const known = new Map(before);
  const kept = new Set(after.map(([price]) => price));
  const gone = before.filter(([price]) => !kept.has(price)).map(([price]): Level => [price, NOTHING]);
  return [...gone, ...after.filter(([price, quantity]) => known.get(price) !== quantity)];
}
