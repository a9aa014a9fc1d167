import type { Balance, ExchangeFill, OrderSnapshot } from "@bellwether/live";
import { decimalText, scaled, scaledProduct, scaledText } from "./decimal-text.js";
import type { OrderEvent, OrderRecord } from "./order-log.js";

const STATUSES: Readonly<Record<OrderSnapshot["status"], string>> = {
  resting: "NEW",
  "partly-filled": "PARTIALLY_FILLED",
  filled: "FILLED",
  cancelled: "CANCELED",
  expired: "EXPIRED",
  rejected: "REJECTED",
};
const NOTHING = "0.00000000";

const sideText = ({ side }: { readonly side: string }) => side.toUpperCase();

/** An order in the answers of GET `order`, `openOrders` and `allOrders`. */
export function orderJson(id: string, record: OrderRecord, snapshot: OrderSnapshot): object {
  return {
    ...commonJson(id, record, snapshot),
    clientOrderId: snapshot.clientId,
    stopPrice: decimalText(snapshot.stopPrice ?? 0),
    icebergQty: NOTHING,
    time: record.placed,
    updateTime: snapshot.time,
    isWorking: true,
    workingTime: record.placed,
  };
}

/** The answer to POST `order`. */
export function placedJson(
  id: string,
  record: OrderRecord,
  snapshot: OrderSnapshot,
  answer: "ACK" | "RESULT" | "FULL",
): object {
  const head = {
    symbol: id,
    orderId: Number(snapshot.exchangeId),
    orderListId: -1,
    clientOrderId: snapshot.clientId,
    transactTime: record.placed,
  };
  if (answer === "ACK") return head;
  const result = { ...head, ...commonJson(id, record, snapshot), workingTime: record.placed };
  if (answer === "RESULT") return result;
  const fills = record.fills.map((fill) => ({
    price: decimalText(fill.price),
    qty: decimalText(fill.quantity),
    commission: decimalText(fill.fee?.amount ?? 0),
    commissionAsset: fill.fee?.asset ?? "",
    tradeId: Number(fill.id),
  }));
  return { ...result, fills };
}

/** The answer to DELETE `order`: the order goes by the name of the request that cancelled it. */
export function cancelledJson(id: string, record: OrderRecord, snapshot: OrderSnapshot): object {
  return {
    ...commonJson(id, record, snapshot),
    origClientOrderId: snapshot.clientId,
    clientOrderId: record.cancelId ?? snapshot.clientId,
    transactTime: snapshot.time,
  };
}

function commonJson(id: string, record: OrderRecord, snapshot: OrderSnapshot) {
  return {
    symbol: id,
    orderId: Number(snapshot.exchangeId),
    orderListId: -1,
    price: decimalText(snapshot.limitPrice ?? 0),
    origQty: decimalText(snapshot.quantity),
    executedQty: decimalText(snapshot.filled),
    origQuoteOrderQty: decimalText(record.quoteQuantity),
    cummulativeQuoteQty: scaledText(record.quoteFilled),
    status: STATUSES[snapshot.status],
    timeInForce: record.timeInForce,
    type: record.rawType,
    side: sideText(snapshot),
    selfTradePreventionMode: "NONE",
  };
}

/** An element of `myTrades`. */
export function tradeJson(id: string, fill: ExchangeFill): object {
  return {
    symbol: id,
    id: Number(fill.id),
    orderId: Number(fill.exchangeId),
    orderListId: -1,
    price: decimalText(fill.price),
    qty: decimalText(fill.quantity),
    quoteQty: scaledText(scaledProduct(scaled(fill.price), scaled(fill.quantity))),
    commission: decimalText(fill.fee?.amount ?? 0),
    commissionAsset: fill.fee?.asset ?? "",
    time: fill.time,
    isBuyer: fill.side === "buy",
    isMaker: fill.liquidity === "maker",
    isBestMatch: true,
  };
}

/** `executionReport`. */
export function executionReport(id: string, { kind, record, fill, time }: OrderEvent): object {
  const { snapshot, filled } = record;
  const complete = filled >= scaled(snapshot.quantity);
  const status = { NEW: "NEW", TRADE: complete ? "FILLED" : "PARTIALLY_FILLED" }[kind as string] ?? kind;
  const cancelled = kind === "CANCELED";
  return {
    e: "executionReport",
    E: time,
    s: id,
    c: cancelled ? (record.cancelId ?? snapshot.clientId) : snapshot.clientId,
    S: sideText(snapshot),
    o: record.rawType,
    f: record.timeInForce,
    q: decimalText(snapshot.quantity),
    p: decimalText(snapshot.limitPrice ?? 0),
    P: decimalText(snapshot.stopPrice ?? 0),
    F: NOTHING,
    g: -1,
    C: cancelled ? snapshot.clientId : "",
    x: kind,
    X: status,
    r: "NONE",
    i: Number(snapshot.exchangeId),
    l: decimalText(fill?.quantity ?? 0),
    z: scaledText(filled),
    L: decimalText(fill?.price ?? 0),
    n: decimalText(fill?.fee?.amount ?? 0),
    N: fill?.fee?.asset ?? null,
    T: time,
    t: fill === null ? -1 : Number(fill.id),
    w: kind === "NEW",
    m: fill?.liquidity === "maker",
    M: false,
    O: record.placed,
    Z: scaledText(record.quoteFilled),
    Y: fill === null ? NOTHING : scaledText(scaledProduct(scaled(fill.price), scaled(fill.quantity))),
    Q: decimalText(record.quoteQuantity),
  };
}

/** An element of the balances of `account`. */
export function balanceJson(asset: string, { free, locked }: Balance): object {
  return { asset, free: decimalText(free), locked: decimalText(locked) };
}

/** `outboundAccountPosition`: the balances that have changed. */
export function accountPosition(time: number, balances: readonly (readonly [string, Balance])[]): object {
  return {
    e: "outboundAccountPosition",
    E: time,
    u: time,
    B: balances.map(([asset, { free, locked }]) => ({ a: asset, f: decimalText(free), l: decimalText(locked) })),
  };
}
