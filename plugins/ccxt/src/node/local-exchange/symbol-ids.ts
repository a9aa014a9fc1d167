import type { Venue, VenueMarket } from "@bellwether/live/venue";
import { ApiError, LocalExchangeError } from "./api-error.js";

/** The exchange's own name of a symbol: `BTC/USDT` is `BTCUSDT`. */
export function idOf({ base, quote }: Pick<VenueMarket, "base" | "quote">): string {
  return `${base}${quote}`.toUpperCase();
}

export interface SymbolIds {
  /** @throws {ApiError} -1121 for a name that the exchange does not know */
  market(id: string): VenueMarket;
  find(id: string): VenueMarket | undefined;
  id(symbol: string): string;
}

/** @throws {LocalExchangeError} for two symbols of one name */
export function symbolIds(venue: Venue): SymbolIds {
  const ids = new Map<string, string>();
  const symbols = new Map<string, string>();
  for (const market of venue.markets) {
    const id = idOf(market);
    if (symbols.has(id))
      throw new LocalExchangeError(`${symbols.get(id)} and ${market.symbol} are both ${id}; keep one`);
    symbols.set(id, market.symbol);
    ids.set(market.symbol, id);
  }
  // looked up anew each time: rules may change
  const find = (id: string) => venue.markets.find(({ symbol }) => symbol === symbols.get(id));
  return {
    find,
    market(id) {
      const found = find(id);
      if (found === undefined) throw new ApiError(400, -1121, "Invalid symbol.");
      return found;
    },
    id: (symbol) => ids.get(symbol)!,
  };
}
