import type { Exchange, OrderSnapshot } from "../exchange/trading.js";
import type { LiveOrder } from "./live-order.js";
import type { Tracker } from "./tracker.js";

/** Trades of strangers that one search looks behind. */
const MOST = 20;

/** Looks for an order that may or may not have arrived: by its id, among open orders, behind trades that nobody has named. */
export class Search {
  /** Orders that somebody else has placed, by the exchange's id. */
  readonly #foreign = new Set<string>();

  constructor(
    private readonly exchange: Pick<Exchange, "find" | "openOrders">,
    private readonly symbol: string,
    private readonly tracker: Tracker,
  ) {}

  /**
   * @param readFills - takes in trades, and keeps those that fit no order.
   * @returns null only when the exchange has answered everything, and knows no such order. What it throws, this throws.
   */
  async find(
    { clientId, exchangeId: booked }: LiveOrder,
    readFills: () => Promise<void>,
  ): Promise<OrderSnapshot | null> {
    const { exchange, symbol, tracker } = this;
    const found = await exchange.find({ symbol, clientId, exchangeId: booked });
    if (found !== null) return found;
    const open = (await exchange.openOrders(symbol)).find((order) => order.clientId === clientId);
    if (open !== undefined) return open;
    await readFills();
    for (const exchangeId of tracker.unmatched.orders(symbol).slice(-MOST)) {
      if (this.#foreign.has(exchangeId)) continue;
      const order = await exchange.find({ symbol, clientId, exchangeId });
      if (order?.clientId === clientId) return order;
      if (order !== null) this.#foreign.add(exchangeId);
    }
    if (this.#foreign.size > 1_000) this.#foreign.clear();
    return null;
  }
}
