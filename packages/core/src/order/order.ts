export type Side = "buy" | "sell";
export type OrderType = "market" | "stop" | "limit";

/** A price at which to leave: fixed, or measured from the price at which the entry fills. Quote currency. */
export type ExitLevel = { readonly price: number } | { readonly distance: number };

/** Exits that rest from the moment the entry fills; the first to fill cancels the other. */
export interface Bracket {
  readonly stopLoss?: ExitLevel;
  readonly takeProfit?: ExitLevel;
}

/** What risk approved and the loop sends to a broker. */
export interface OrderRequest {
  /** Client order id: a pure function of strategy, symbol, bar, leg and attempt. */
  readonly id: string;
  /** Number of the lane (one strategy on one symbol) that it trades for. */
  readonly lane: number;
  readonly symbol: string;
  readonly side: Side;
  readonly type: "market";
  /** Base units, on the instrument's step. */
  readonly quantity: number;
  /** Never opens or grows a position. */
  readonly reduceOnly: boolean;
  readonly bracket?: Bracket | undefined;
  /** Open time of the bar after whose close it was decided, epoch ms UTC. */
  readonly decidedAt: number;
  readonly reason?: string | undefined;
  /** Why a reduce-only order leaves. */
  readonly exitReason?: "signal" | "halt" | "end-of-data" | undefined;
}

/** `resting` at the venue; then one of the final states. */
export type OrderStatus = "resting" | "filled" | "cancelled" | "rejected";

/** A change in the life of an order. */
export interface OrderUpdate {
  readonly id: string;
  readonly lane: number;
  readonly symbol: string;
  readonly status: OrderStatus;
  readonly type: OrderType;
  readonly side: Side;
  readonly quantity: number;
  /** Trigger or limit price; absent for market orders. */
  readonly price?: number | undefined;
  readonly time: number;
  /** Why it was rejected or cancelled. */
  readonly reason?: string | undefined;
}

/** What changed hands. */
export interface Fill {
  readonly orderId: string;
  readonly lane: number;
  readonly symbol: string;
  readonly side: Side;
  /** Base units, positive. */
  readonly quantity: number;
  readonly price: number;
  /** Price before slippage. */
  readonly referencePrice: number;
  /** In quote currency. */
  readonly fee: number;
  readonly liquidity: "maker" | "taker";
  /** Open time of the bar in which it filled, epoch ms UTC. */
  readonly time: number;
  /** Set on fills that leave a position. */
  readonly exitReason?: "signal" | "stop-loss" | "take-profit" | "halt" | "end-of-data" | undefined;
  readonly reason?: string | undefined;
  /** Stop and target both lay inside the bar. */
  readonly ambiguous?: boolean | undefined;
}
