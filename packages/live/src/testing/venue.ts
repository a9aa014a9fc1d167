import type { BarColumns, OrderType, Timeframe } from "@bellwether/core";
import type { BarRow } from "../exchange/market-data.js";
import type { Balance, ExchangeFill, ExchangeOrderRequest, OrderSnapshot } from "../exchange/trading.js";

/** Trading rules of one symbol of a {@link Venue}. */
export interface VenueMarket {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tick: number;
  readonly step: number;
  readonly minQuantity: number;
  readonly minNotional: number;
  readonly maker: number;
  readonly taker: number;
  /** Order types that it takes. */
  readonly types: readonly OrderType[];
  /** What it plays: bars of one timeframe; higher ones are made of them. */
  readonly timeframe: Timeframe;
  readonly columns: BarColumns;
}

export interface VenueOptions {
  readonly markets: readonly VenueMarket[];
  /** What the account holds at the start, by asset. */
  readonly balances: Readonly<Record<string, number>>;
  /** Where the exchange's clock stands at the start, epoch ms UTC. */
  readonly start: number;
  /** Pieces that an order which crosses fills in, all at once; 1 unless given. */
  readonly parts?: number;
  /** Pieces that a resting limit order fills in, one for each price at its limit or beyond; 1 unless given. */
  readonly restingParts?: number;
  /** Asset that fees are paid in while there is some; else buys pay in base, sells in quote, as on Binance spot. */
  readonly feeAsset?: { readonly asset: string /** Of one unit, in quote currency. */; readonly price: number };
}

/** What a venue changes in the middle of a day. Orders that are there already stay as they are. */
export interface VenueChange {
  /** Of one market. No tick or step may become finer than it was at the start. */
  readonly rules?: {
    readonly symbol: string;
    readonly tick?: number;
    readonly step?: number;
    readonly minQuantity?: number;
    readonly minNotional?: number;
    readonly maker?: number;
    readonly taker?: number;
  };
  /** Null: buys pay in base, sells in quote. */
  readonly feeAsset?: VenueOptions["feeAsset"] | null;
  readonly parts?: number;
  readonly restingParts?: number;
}

/** What happens at a venue, in order. Values are copies. */
export interface VenueListener {
  /** The running bar of the venue's own timeframe has changed, or a new one has begun. */
  bar?(symbol: string, row: BarRow): void;
  order?(snapshot: OrderSnapshot): void;
  fill?(fill: ExchangeFill): void;
  balance?(asset: string, balance: Balance): void;
}

/** What the venue refuses, with the number that Binance would give. */
export interface VenueRefusal {
  readonly code: -1013 | -1121 | -2010 | -2011 | -2013;
  readonly message: string;
}

/**
 * An exchange in memory: plays recorded bars along a fixed path (open, nearer extreme, other extreme, close, a quarter of
 * the bar each), and matches market, limit and stop orders exactly. Its clock moves only by {@link advance}; it knows
 * nothing of faults.
 */
export interface Venue {
  readonly now: number;
  /** Lets the clock go on to `time`; prices move, orders meet them, listeners hear it. */
  advance(time: number): void;
  /** When the next price comes, Infinity after the last. */
  readonly nextChange: number;
  on(listener: VenueListener): () => void;
  readonly markets: readonly VenueMarket[];
  price(symbol: string): number;
  /** Bars that open at `since` or later, the running one last. */
  bars(symbol: string, timeframe: Timeframe, since: number, limit: number): BarRow[];
  /** A market order fills at once, at the price of now. @throws {VenueRefusalError} */
  place(order: ExchangeOrderRequest): OrderSnapshot;
  /** @throws {VenueRefusalError} -2011 for an order that is unknown, or at its end. */
  cancel(symbol: string, by: { readonly clientId: string } | { readonly exchangeId: string }): OrderSnapshot;
  find(symbol: string, by: { readonly clientId: string } | { readonly exchangeId: string }): OrderSnapshot | undefined;
  openOrders(symbol?: string): OrderSnapshot[];
  /** All orders ever, in the order of their arrival: for audits. */
  orders(symbol?: string): OrderSnapshot[];
  /** Trades with a number above `after`, oldest first. */
  fills(symbol: string, after?: string): ExchangeFill[];
  balances(): Map<string, Balance>;
  /** Somebody deposits, withdraws or trades by hand: moves a balance by so much. */
  adjust(asset: string, by: number): void;
  /** The venue changes its rules, fees or depth from now on. */
  change(change: VenueChange): void;
}
