import type { OrderType } from "@bellwether/core";
import type { ExchangeOrderRequest } from "../exchange/trading.js";
import type { LiveOrder } from "./live-order.js";
import { orderFlaw } from "./order-flaw.js";
import type { OrderFold } from "./order-fold.js";
import { isBelowMinimum, sellable } from "./quantities.js";

/** Whether an order may leave now; it waits, or ends here for a reason. */
export type WayOut =
  | { readonly go: ExchangeOrderRequest }
  | { readonly wait: true }
  | { readonly end: "rejected" | "cancelled" | "expired"; readonly reason: string };

export interface WayOutParts {
  readonly fold: OrderFold;
  readonly types: readonly OrderType[];
  /** Last price of a stream, in quote currency. */
  readonly priceOf: (stream: number) => number;
  /** Whether nobody knows how an order stands. */
  readonly isUnknown: (order: LiveOrder) => boolean;
  /** Whether an order may be at the exchange. */
  readonly isOut: (order: LiveOrder) => boolean;
  /** Age of a decision up to which its entry may still be sent, ms. */
  readonly freshMs: (order: LiveOrder) => number;
  /** By the exchange's clock, epoch ms UTC. */
  readonly now: () => number;
  /** Whether the run is coming to its end. */
  readonly isClosing: () => boolean;
}

/**
 * Decides over an order that has not been sent. Nothing new is opened on a symbol while it is unknown how another order
 * of it stands, nor on a lane before its last order has ended. An exit waits for every other exit of its lane, so that
 * nothing is sold twice, and for the end of an entry that was cancelled, unless nobody knows how that stands.
 */
export function wayOut(order: LiveOrder, parts: WayOutParts): WayOut {
  const { request, unwanted } = order;
  if (unwanted !== null) return { end: "cancelled", reason: unwanted };
  if (request.timeInForce === "gtd" && !(parts.now() < request.expiresAt!)) return { end: "expired", reason: "gtd" };
  return order.isEntry ? entryOut(order, parts) : exitOut(order, parts);
}

function entryOut(order: LiveOrder, parts: WayOutParts): WayOut {
  const { fold, isUnknown, isClosing, now, freshMs } = parts;
  const { request, lane, facts } = order;
  if (isClosing()) return { end: "cancelled", reason: "stopping" };
  if (request.side === "sell") return { end: "rejected", reason: "spot-has-no-shorts" };
  for (const other of fold.orders.working)
    if (other !== order && other.request.symbol === request.symbol && isUnknown(other))
      return { end: "rejected", reason: "unresolved order" };
  if (!(now() - request.sentAt <= freshMs(order))) return { end: "rejected", reason: "too-late" };
  if (fold.orders.ofLane(lane).some(({ serial }) => serial < order.serial)) return { wait: true };
  if (fold.held(lane) > 0) return { end: "rejected", reason: "position-open" };
  return checked(order, request.quantity, facts.short === true, parts);
}

function exitOut(order: LiveOrder, parts: WayOutParts): WayOut {
  const { fold, isUnknown, isOut } = parts;
  const { lane, request, facts, leg } = order;
  for (const other of fold.orders.ofLane(lane)) {
    if (other.serial >= order.serial) continue;
    if (!other.isEntry || (other.unwanted !== null && isOut(other) && !isUnknown(other))) return { wait: true };
  }
  const held = fold.held(lane);
  if (!(held > 0)) return { end: "cancelled", reason: "nothing-to-reduce" };
  const instrument = fold.instrumentOf(lane);
  const whole = sellable(instrument, held);
  const price = request.limitPrice ?? request.stopPrice ?? parts.priceOf(facts.stream);
  if (isBelowMinimum(instrument, whole, price))
    return { end: "rejected", reason: leg === "resting-stop" ? "below-minimum" : "dust" };
  const asked = request.quantity >= held ? whole : sellable(instrument, request.quantity);
  return checked(order, Math.min(whole, asked), false, parts);
}

function checked(order: LiveOrder, quantity: number, short: boolean, parts: WayOutParts): WayOut {
  const { request, clientId, lane, facts } = order;
  const { symbol, side, type, limitPrice, stopPrice, timeInForce, postOnly } = request;
  const go: ExchangeOrderRequest = {
    clientId,
    symbol,
    side,
    type,
    quantity,
    limitPrice,
    stopPrice,
    // a time of expiry is kept here: exchanges round it, or know none
    timeInForce: timeInForce === "gtd" ? "gtc" : timeInForce,
    postOnly,
  };
  const flaw = orderFlaw(go, parts.fold.instrumentOf(lane), parts.priceOf(facts.stream), parts.types);
  if (flaw === null) return { go };
  return {
    end: "rejected",
    reason: short && (flaw === "below-minimum" || flaw === "quantity-off-step") ? "insufficient-funds" : flaw,
  };
}
