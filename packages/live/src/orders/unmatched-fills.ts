import type { ExchangeFill } from "../exchange/trading.js";

const KEPT = 1_000;

/** Trades of orders that nobody has named yet: an order of ours whose acceptance is still on its way, or a stranger's. */
export class UnmatchedFills {
  readonly #bySymbol = new Map<string, Map<string, ExchangeFill>>();

  add(trade: ExchangeFill): void {
    let trades = this.#bySymbol.get(trade.symbol);
    if (trades === undefined) {
      trades = new Map();
      this.#bySymbol.set(trade.symbol, trades);
    }
    trades.set(`${trade.exchangeId} ${trade.id}`, trade);
    if (trades.size > KEPT) trades.delete(trades.keys().next().value!);
  }

  /** Takes out the trades of an order, in the order of their arrival. */
  take(symbol: string, exchangeId: string): ExchangeFill[] {
    const trades = this.#bySymbol.get(symbol);
    if (trades === undefined) return [];
    const found = [...trades].filter(([, trade]) => trade.exchangeId === exchangeId);
    for (const [key] of found) trades.delete(key);
    return found.map(([, trade]) => trade);
  }

  /** The exchange's ids of the orders that have traded. */
  orders(symbol: string): string[] {
    return [...new Set([...(this.#bySymbol.get(symbol)?.values() ?? [])].map(({ exchangeId }) => exchangeId))];
  }

  /** Nothing of ours is without a name: what is left are strangers'. */
  forget(symbol: string): void {
    this.#bySymbol.delete(symbol);
  }
}
