import type { OrderType, Side } from "@bellwether/core";
import type { ExchangeOrderRequest, OrderSnapshot } from "@bellwether/live";
import { asAmount, asList, asObject, asPositive, asText, asTime, isAbsent, unreadable } from "./check.js";

/** From the id on the wire to ours; foreign ids stay as they are. */
export type FromWire = (id: string) => string;

type Fields = Readonly<Record<string, unknown>>;

/** Filled more than this share beyond the quantity is no rounding. */
const TOLERANCE = 1e-9;

/** A unified order of ccxt. @throws {ExchangeUnclearError} unless every field that is acted on can be read. */
export function checkOrder(answer: unknown, symbol: string, fromWire: FromWire): OrderSnapshot {
  const order = asObject(answer, "an order");
  if (order.symbol !== symbol) unreadable(`the order's symbol is not ${symbol}`, order.symbol);
  const quantity = asPositive(order.amount, "the order's amount");
  const filled = checkFilled(order.filled, quantity);
  const { type, limitPrice, stopPrice } = typeOf(order);
  return {
    clientId: isAbsent(order.clientOrderId) ? "" : fromWire(asText(order.clientOrderId, "clientOrderId")),
    exchangeId: asText(order.id, "the order's id"),
    symbol,
    side: asSide(order.side),
    type,
    status: statusOf(order.status, filled),
    quantity,
    filled,
    ...(limitPrice === undefined ? {} : { limitPrice }),
    ...(stopPrice === undefined ? {} : { stopPrice }),
    time: asTime(order.lastUpdateTimestamp ?? order.lastTradeTimestamp ?? order.timestamp, "the order's time"),
  };
}

/** A list of orders. @throws {ExchangeUnclearError} */
export function checkOrders(answer: unknown, symbol: string, fromWire: FromWire): readonly OrderSnapshot[] {
  return asList(answer, "orders").map((order) => checkOrder(order, symbol, fromWire));
}

/**
 * What an exchange answers to a new order: often its id and nothing else. What it does not say is as it was sent, and
 * nothing has filled yet; what it says must fit what was sent.
 * @param now - stands in for the time of the answer, epoch ms
 * @throws {ExchangeUnclearError}
 */
export function checkAccepted(answer: unknown, sent: ExchangeOrderRequest, wireId: string, now: number): OrderSnapshot {
  const order = asObject(answer, "the answer to an order");
  const exchangeId = asText(order.id, "the order's id");
  if (!isAbsent(order.clientOrderId) && order.clientOrderId !== wireId)
    unreadable(`the answer is not about order ${wireId}`, order.clientOrderId);
  if (!isAbsent(order.side) && order.side !== sent.side) unreadable(`order ${wireId} has the wrong side`, order.side);
  if (!isAbsent(order.symbol) && order.symbol !== sent.symbol)
    unreadable(`order ${wireId} has the wrong symbol`, order.symbol);
  const filled = isAbsent(order.filled) ? 0 : checkFilled(order.filled, sent.quantity);
  const time = order.lastUpdateTimestamp ?? order.lastTradeTimestamp ?? order.timestamp;
  return {
    clientId: sent.clientId,
    exchangeId,
    symbol: sent.symbol,
    side: sent.side,
    type: sent.type,
    status: isAbsent(order.status) ? (filled > 0 ? "partly-filled" : "resting") : statusOf(order.status, filled),
    quantity: sent.quantity,
    filled,
    ...(sent.limitPrice === undefined ? {} : { limitPrice: sent.limitPrice }),
    ...(sent.stopPrice === undefined ? {} : { stopPrice: sent.stopPrice }),
    time: isAbsent(time) ? now : asTime(time, "the order's time"),
  };
}

function checkFilled(value: unknown, quantity: number): number {
  const filled = asAmount(value, "the order's filled");
  if (!(filled <= quantity * (1 + TOLERANCE))) unreadable(`more filled than the ${quantity} ordered`, filled);
  return Math.min(filled, quantity);
}

/** @throws {ExchangeUnclearError} */
export function asSide(value: unknown): Side {
  if (value !== "buy" && value !== "sell") unreadable("side is neither buy nor sell", value);
  return value;
}

function statusOf(value: unknown, filled: number): OrderSnapshot["status"] {
  switch (value) {
    case "open":
    case "canceling":
      return filled > 0 ? "partly-filled" : "resting";
    case "closed":
      return "filled";
    case "canceled":
      return "cancelled";
    case "expired":
    case "rejected":
      return value;
    default:
      return unreadable("no status of an order", value);
  }
}

/** ccxt reports a stop as `market` or `limit` with a trigger price; some of its exchanges pass their own names on. */
function typeOf(order: Fields): { type: OrderType; limitPrice: number | undefined; stopPrice: number | undefined } {
  const named = typeof order.type === "string" ? order.type : "";
  const price = priceOf(order.price, "the order's price");
  const stopPrice = priceOf(order.triggerPrice ?? order.stopPrice ?? order.stopLossPrice, "the order's stop price");
  const isLimit = named === "" ? price !== undefined : /limit/.test(named);
  const isStop = stopPrice !== undefined || /^(stop|stop-loss)/.test(named);
  const type = isStop ? (isLimit ? "stop-limit" : "stop") : isLimit ? "limit" : "market";
  // the price of a market order is what it filled at
  return { type, limitPrice: isLimit ? price : undefined, stopPrice };
}

function priceOf(value: unknown, what: string): number | undefined {
  return isAbsent(value) || value === 0 ? undefined : asPositive(value, what);
}
