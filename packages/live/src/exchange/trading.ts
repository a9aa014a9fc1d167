import type { OrderType, Side, TimeInForce } from "@bellwether/core";
import type { MarketData, Watch } from "./market-data.js";

/** What an order is known by at the exchange. */
export interface OrderReference {
  readonly symbol: string;
  readonly clientId: string;
  /** The exchange's own, once known. */
  readonly exchangeId?: string | undefined;
}

/** An order as it is sent: rounded to the instrument's rules already. */
export interface ExchangeOrderRequest {
  readonly clientId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  /** Base units. */
  readonly quantity: number;
  readonly limitPrice?: number | undefined;
  readonly stopPrice?: number | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  readonly postOnly?: boolean | undefined;
}

/** How an order stands at the exchange, by its own account. */
export interface OrderSnapshot {
  /** Empty where the order was placed by somebody who gave none. */
  readonly clientId: string;
  readonly exchangeId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly status: "resting" | "partly-filled" | "filled" | "cancelled" | "expired" | "rejected";
  /** Base units in all, and filled so far. */
  readonly quantity: number;
  readonly filled: number;
  readonly limitPrice?: number | undefined;
  readonly stopPrice?: number | undefined;
  /** Of its last change, epoch ms UTC. */
  readonly time: number;
}

/** One trade of the account. */
export interface ExchangeFill {
  /** The exchange's number of the trade, unique per symbol. */
  readonly id: string;
  readonly exchangeId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly price: number;
  /** Base units. */
  readonly quantity: number;
  readonly fee: { readonly asset: string; readonly amount: number } | null;
  readonly liquidity: "maker" | "taker";
  readonly time: number;
}

/** A page of the account's trades. */
export interface FillPage {
  readonly fills: readonly ExchangeFill[];
  /** Where the next page begins: hand it back as it is. */
  readonly cursor: string;
  readonly more: boolean;
}

export interface Balance {
  readonly free: number;
  readonly locked: number;
}

export interface AccountListener {
  order(snapshot: OrderSnapshot): void;
  fill(fill: ExchangeFill): void;
  lost(reason: string): void;
  /** Connected, for the first time or again: what happened meanwhile must be asked for. */
  connected(): void;
}

/** What an exchange has been verified to do with orders. */
export interface TradingTraits {
  /** Most characters of a client order id; letters, digits and `-` are safe everywhere. */
  readonly clientIdLength: number;
  /** Whether an order can be looked up by its client id. Live trading is refused without. */
  readonly findsByClientId: boolean;
  /** Order types that it takes as what they are. Others must not be sent. */
  readonly types: readonly OrderType[];
  /** Whether stop orders have been verified to rest until they are triggered. */
  readonly restsStops: boolean;
}

/**
 * The account behind a key. Calls reject with {@link ExchangeRefusalError} when the exchange has said no, and with
 * {@link ExchangeUnclearError} when what happened is unknown. Nothing here is ever sent twice by itself.
 */
export interface Exchange extends MarketData {
  readonly traits: TradingTraits;
  /** Sends an order once. @returns its state as far as the answer tells. */
  submit(order: ExchangeOrderRequest): Promise<OrderSnapshot>;
  /** Asks for the end of an order, once. Resolves if it is at its end, whatever the end. */
  cancel(order: OrderReference): Promise<void>;
  /** @returns null when the exchange has answered that it knows no such order. */
  find(order: OrderReference): Promise<OrderSnapshot | null>;
  openOrders(symbol: string): Promise<readonly OrderSnapshot[]>;
  /** Trades after a cursor, oldest first; from `since` (epoch ms) on where there is no cursor yet. */
  fills(symbol: string, from: { readonly cursor: string } | { readonly since: number }): Promise<FillPage>;
  /** By asset. */
  balances(): Promise<ReadonlyMap<string, Balance>>;
  watchAccount(symbols: readonly string[], listener: AccountListener): Watch;
}
