import type { OrderStatus } from "./order-status.js";

export type Side = "buy" | "sell";

/**
 * `market` takes what the next open offers; `limit` trades at its price or better; `stop` becomes a market order, and
 * `stop-limit` a limit order, once its stop price is touched.
 */
export type OrderType = "market" | "limit" | "stop" | "stop-limit";

/**
 * How long an order works: until cancelled (`gtc`); until `expiresAt` (`gtd`); what fills at once, the rest is cancelled
 * (`ioc`); all at once or nothing (`fok`). At once means: in the first bar that it meets.
 */
export type TimeInForce = "gtc" | "gtd" | "ioc" | "fok";

/** A price at which to leave: fixed, or measured from the price at which the entry fills. Quote currency. */
export type ExitLevel = { readonly price: number } | { readonly distance: number };

/** A share of the position that leaves at a level of its own. */
export interface PartialTarget {
  readonly level: ExitLevel;
  /** Of the quantity that was entered, in (0, 1). */
  readonly share: number;
}

/** A stop that follows the best price seen, and never steps back. */
export interface TrailingStop {
  /** From the best price since the entry (or since it was activated), in quote currency. */
  readonly distance: number;
  /** Gain from the entry price at which it begins to follow, in quote currency; at once without it. */
  readonly after?: number | undefined;
}

/** Moves the stop to the entry price once the position has gained enough. Quote currency. */
export interface BreakEven {
  /** Gain from the entry price that moves the stop. */
  readonly after: number;
  /** Beyond the entry price, in favour of the position, to pay for fees; 0 unless given. */
  readonly offset?: number | undefined;
}

/** Leaves a position that has been held long enough, at the next open. The one that is reached first counts. */
export interface TimeStop {
  /** Closes seen since the entry. */
  readonly bars?: number | undefined;
  readonly ms?: number | undefined;
}

/**
 * Exits that rest from the moment the entry fills. One cancels the other: whichever empties the position cancels the
 * rest, and a partial target leaves the rest guarding what is left.
 */
export interface Bracket {
  readonly stopLoss?: ExitLevel | undefined;
  readonly takeProfit?: ExitLevel | undefined;
  /** Shares that leave before `takeProfit`; they add up to less than 1 where there is a `takeProfit`, to 1 at most. */
  readonly targets?: readonly PartialTarget[] | undefined;
  readonly trailing?: TrailingStop | undefined;
  readonly breakEven?: BreakEven | undefined;
  readonly timeStop?: TimeStop | undefined;
}

/** How an entry is sent: its type, prices and life. A market order unless a signal asks for something else. */
export interface EntryTerms {
  readonly type: OrderType;
  /** Of a `limit` or `stop-limit`, in quote currency. */
  readonly limitPrice?: number | undefined;
  /** Of a `stop` or `stop-limit`, in quote currency. */
  readonly stopPrice?: number | undefined;
  readonly timeInForce?: TimeInForce | undefined;
  /** Of a `gtd`, epoch ms UTC: the order no longer meets a bar that opens then or later. */
  readonly expiresAt?: number | undefined;
  /** A limit order that would cross at once is rejected, so that it always pays the maker fee. */
  readonly postOnly?: boolean | undefined;
}

/** Why a reduce-only order leaves. */
export type LeaveReason = "signal" | "halt" | "flatten" | "time-stop" | "end-of-data";

/** What risk approved and the loop sends to a broker. */
export interface OrderRequest extends EntryTerms {
  /** Client order id: a pure function of strategy, symbol, bar, leg and attempt. */
  readonly id: string;
  /** Number of the lane (one strategy on one symbol) that it trades for. */
  readonly lane: number;
  readonly symbol: string;
  readonly side: Side;
  /** Base units, on the instrument's step. */
  readonly quantity: number;
  /** Never opens or grows a position. */
  readonly reduceOnly: boolean;
  readonly bracket?: Bracket | undefined;
  /** Close time of the bar after which it was decided, epoch ms UTC. */
  readonly sentAt: number;
  /** Open time of that bar. */
  readonly decidedAt: number;
  readonly reason?: string | undefined;
  readonly exitReason?: LeaveReason | undefined;
}

/** What a working order may become; whatever is not named stays. */
export interface OrderChange {
  /** Base units in all, what has filled included. */
  readonly quantity?: number | undefined;
  readonly limitPrice?: number | undefined;
  readonly stopPrice?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** A change in the life of an order. */
export interface OrderUpdate {
  readonly id: string;
  readonly lane: number;
  readonly symbol: string;
  readonly status: OrderStatus;
  readonly type: OrderType;
  readonly side: Side;
  /** Base units in all, and filled so far. */
  readonly quantity: number;
  readonly filled: number;
  readonly limitPrice?: number | undefined;
  readonly stopPrice?: number | undefined;
  readonly time: number;
  /** Why it was rejected, cancelled or has expired; `dust` where what is held is too small to sell. */
  readonly reason?: string | undefined;
  /** Why an exit that was rejected wanted to leave. */
  readonly exitReason?: ExitReason | undefined;
}

/** What ended a position, or a part of it. */
export type ExitReason =
  | LeaveReason
  | "stop-loss"
  | "trailing-stop"
  | "break-even"
  | "take-profit"
  | "partial-target"
  | "liquidation";

/** What changed hands. */
export interface Fill {
  readonly orderId: string;
  readonly lane: number;
  readonly symbol: string;
  readonly side: Side;
  /** Base units, positive. */
  readonly quantity: number;
  /** Base units that the order still wants after this fill; 0 for its last. */
  readonly remaining: number;
  readonly price: number;
  /** Price before slippage. */
  readonly referencePrice: number;
  /** Value of the fee in quote currency, whatever it is paid in; negative is a rebate. */
  readonly fee: number;
  /** What the fee is paid in where that is not the quote currency, and how much of it. */
  readonly feePaid?: { readonly asset: string; readonly amount: number } | undefined;
  readonly liquidity: "maker" | "taker";
  /** Open time of the bar in which it filled, epoch ms UTC. */
  readonly time: number;
  /** Set on fills that leave a position. */
  readonly exitReason?: ExitReason | undefined;
  readonly reason?: string | undefined;
  /** On an entry: where its exits rest from now on, in quote currency. */
  readonly stopLoss?: number | undefined;
  readonly takeProfit?: number | undefined;
  /** The bar did not say what came first, and the intrabar rule decided. */
  readonly ambiguous?: boolean | undefined;
}

/** A funding payment on a perpetual. */
export interface Funding {
  readonly lane: number;
  readonly symbol: string;
  /** When it was due, epoch ms UTC. */
  readonly time: number;
  /** Fraction of the position's notional that longs pay to shorts; negative the other way. */
  readonly rate: number;
  /** Price at which the position was valued, in quote currency. */
  readonly price: number;
  /** What the position paid, in quote currency; negative is received. */
  readonly payment: number;
}
