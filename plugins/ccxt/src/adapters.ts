import type { OrderType } from "@bellwether/core";
import { alphanumeric, asGiven, type ClientIdForm, prefixed } from "./client-ids.js";

type Params = Readonly<Record<string, unknown>>;

/** How ccxt is asked about one order: its first argument and the parameters. */
export interface ByClientId {
  readonly id: string | undefined;
  readonly params: Params;
}

/** What has been traced of an exchange's orders through ccxt 4.5.84; the requests stand in adapters.test.ts. */
export interface Adapter {
  /** Most characters of a client id of ours, and on the wire. */
  readonly clientIdLength: number;
  readonly wireIdLength: number;
  readonly form: ClientIdForm;
  /** Parameter of `createOrder` that carries the client id. */
  readonly createKey: "clientOrderId" | "client_order_id";
  /**
   * Types that leave as what they are, with a quantity in base units. `market` is missing where a market buy is counted
   * in quote currency: the same number would buy something else.
   */
  readonly types: readonly OrderType[];
  /** Parameter that makes a resting stop of an order; without one, stops are not sent: they may leave as market orders. */
  readonly stopKey?: "triggerPrice" | "stopLossPrice";
  /** How an order is looked up by its client id; null where it cannot be. */
  readonly find:
    | { readonly how: "order"; by(wireId: string): ByClientId }
    | {
        readonly how: "lists";
        by(wireId: string): Params;
        readonly closed: "fetchClosedOrders" | "fetchCanceledAndClosedOrders";
      }
    | null;
  /** How an order is cancelled by its client id; null where that takes the exchange's own. */
  readonly cancel: ((wireId: string) => ByClientId) | null;
  readonly fills: FillRecipe;
  /** Rows a request, where ccxt promises more than the history gives. */
  readonly barsPerRequest?: number;
}

export interface FillRecipe {
  /** Most trades of one answer. */
  readonly page: number;
  /** Pages go on after a trade's number instead of a time. */
  readonly fromId?: boolean;
  /** Longest stretch of time of one request, ms. */
  readonly windowMs?: number;
  /** The page is cut before other symbols are taken out, so that it has to be asked for all of them. */
  readonly all?: boolean;
}

const DAY = 86_400_000;

const clientOrderId = (wireId: string): ByClientId => ({ id: undefined, params: { clientOrderId: wireId } });

/** The exchanges whose orders have been traced. */
export const ADAPTERS: Readonly<Record<string, Adapter>> = {
  binance: {
    clientIdLength: 36,
    wireIdLength: 36,
    form: asGiven,
    createKey: "clientOrderId",
    types: ["market", "limit", "stop", "stop-limit"],
    stopKey: "triggerPrice",
    find: { how: "order", by: clientOrderId },
    cancel: clientOrderId,
    fills: { page: 1_000, fromId: true },
  },
  okx: {
    clientIdLength: 24, // escaping adds a character for each dash
    wireIdLength: 32,
    form: alphanumeric,
    createKey: "clientOrderId",
    types: ["market", "limit"], // stops rest at another endpoint, under another id
    find: { how: "order", by: clientOrderId },
    cancel: clientOrderId,
    fills: { page: 100 },
    barsPerRequest: 100, // 300 of the latest, 100 of the history
  },
  kraken: {
    clientIdLength: 18,
    wireIdLength: 18,
    form: asGiven,
    createKey: "clientOrderId",
    types: ["market", "limit", "stop", "stop-limit"],
    stopKey: "stopLossPrice", // triggerPrice leaves as a market order
    find: { how: "lists", by: (wireId) => ({ cl_ord_id: wireId }), closed: "fetchClosedOrders" },
    cancel: clientOrderId,
    fills: { page: 50, all: true },
  },
  bybit: {
    clientIdLength: 36,
    wireIdLength: 36,
    form: asGiven,
    createKey: "clientOrderId",
    types: ["market", "limit"],
    // fetchClosedOrders would show the filled ones only
    find: { how: "lists", by: (wireId) => ({ orderLinkId: wireId }), closed: "fetchCanceledAndClosedOrders" },
    cancel: (wireId) => ({ id: undefined, params: { orderLinkId: wireId } }),
    fills: { page: 100, windowMs: 7 * DAY },
  },
  coinbase: {
    clientIdLength: 36,
    wireIdLength: 36,
    form: asGiven,
    createKey: "client_order_id", // clientOrderId is ignored, and a random one sent
    types: ["limit"],
    find: null,
    cancel: null,
    fills: { page: 100 },
  },
  gate: {
    clientIdLength: 28,
    wireIdLength: 30,
    form: prefixed("t-"),
    createKey: "clientOrderId",
    types: ["limit"],
    find: { how: "order", by: (wireId) => ({ id: wireId, params: {} }) },
    cancel: (wireId) => ({ id: wireId, params: {} }), // by parameter, ccxt leaves the id out of the URL
    fills: { page: 1_000, windowMs: 30 * DAY },
  },
  bitget: {
    clientIdLength: 32,
    wireIdLength: 32,
    form: asGiven,
    createKey: "clientOrderId",
    types: ["limit"],
    find: { how: "order", by: clientOrderId },
    cancel: clientOrderId,
    fills: { page: 100, windowMs: 90 * DAY },
  },
  kucoin: {
    clientIdLength: 36,
    wireIdLength: 40,
    form: asGiven,
    createKey: "clientOrderId",
    types: ["market", "limit"],
    find: { how: "order", by: (wireId) => ({ id: "", params: { clientOid: wireId } }) },
    cancel: clientOrderId,
    fills: { page: 500, windowMs: 7 * DAY },
  },
  mexc: {
    clientIdLength: 32,
    wireIdLength: 32,
    form: asGiven,
    createKey: "clientOrderId",
    types: ["market", "limit"],
    find: { how: "order", by: clientOrderId },
    cancel: clientOrderId,
    fills: { page: 100 },
  },
};

/** An exchange that nobody has traced: read, never traded. */
const UNKNOWN: Adapter = {
  clientIdLength: 32,
  wireIdLength: 32,
  form: asGiven,
  createKey: "clientOrderId",
  types: [],
  find: null,
  cancel: null,
  fills: { page: 100 },
};

export function adapterOf(id: string): Adapter {
  return Object.hasOwn(ADAPTERS, id) ? ADAPTERS[id]! : UNKNOWN;
}
