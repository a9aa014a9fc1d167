import type { ExchangeOrderRequest, OrderSnapshot } from "../exchange/trading.js";

/** An order as the venue keeps it. */
export interface VenueOrder {
  readonly request: ExchangeOrderRequest;
  readonly exchangeId: string;
  /** Whole units of the market's quantity scale. */
  readonly quantity: bigint;
  filled: bigint;
  status: OrderSnapshot["status"];
  /** Price that a buy has its money locked at, in units of the market's price scale. */
  readonly reserve: bigint;
  /** A stop that has been touched, or an order that never was one. */
  triggered: boolean;
  /** Number of the price that it filled a piece at last. */
  metAt: number;
  time: number;
}

export function isOpen(order: VenueOrder): boolean {
  return order.status === "resting" || order.status === "partly-filled";
}

/** Price at which the path meets a working order. */
export function levelOf({ request, triggered }: VenueOrder): number {
  return (triggered ? request.limitPrice : request.stopPrice) ?? Number.NaN;
}

/**
 * Whether a move `from` a price `to` another meets an order: it ends beyond an untouched stop, or at a limit or beyond.
 * @returns how far from the start, 0 for a level behind it; NaN if not
 */
export function distanceTo(order: VenueOrder, from: number, to: number): number {
  const level = levelOf(order);
  const isAbove = (order.request.side === "buy") === !order.triggered;
  if (!(isAbove ? to >= level : to <= level)) return Number.NaN;
  return Math.max(0, isAbove ? level - from : from - level);
}

/** Whether a limit would trade at once at `price`. */
export function crosses(side: "buy" | "sell", limit: number, price: number): boolean {
  return side === "buy" ? price <= limit : price >= limit;
}

/** Divides a quantity into at most `parts` pieces of whole steps; the last holds the rest. */
export function piecesOf(quantity: bigint, parts: number, step: bigint): bigint[] {
  const each = quantity / BigInt(parts) - ((quantity / BigInt(parts)) % step);
  if (each === 0n || parts <= 1) return [quantity];
  return [...Array.from({ length: parts - 1 }, () => each), quantity - each * BigInt(parts - 1)];
}
