import type { Fill, OrderUpdate } from "@bellwether/core";

/** What became known about an order, in the words of the run: an input that is journalled before anything follows from it. */
export type BrokerReport =
  /** The exchange has given the order a number of its own. */
  | { readonly kind: "accepted"; readonly orderId: string; readonly exchangeId: string }
  | { readonly kind: "order"; readonly update: OrderUpdate }
  /** @param tradeId - the exchange's number of the trade: a second arrival is dropped by it. */
  | { readonly kind: "fill"; readonly tradeId: string; readonly fill: Fill }
  /**
   * A price has touched an exit that is held here: it is sent now.
   * @param exit - which of the two; `stop` unless given.
   * @param best - best price since the entry, where a price between two bars has moved the stop.
   */
  | {
      readonly kind: "trigger";
      readonly lane: number;
      readonly price: number;
      readonly time: number;
      readonly exit?: "stop" | "target" | undefined;
      readonly best?: number | undefined;
    }
  /** Trades up to here have been taken in. */
  | { readonly kind: "cursor"; readonly symbol: string; readonly cursor: string };
