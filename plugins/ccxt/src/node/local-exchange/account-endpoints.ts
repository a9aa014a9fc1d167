import type { OrderSnapshot } from "@bellwether/live";
import { balanceJson, cancelledJson, orderJson, placedJson, tradeJson } from "./account-json.js";
import { ApiError } from "./api-error.js";
import { decimalText } from "./decimal-text.js";
import type { Endpoint, Endpoints, ExchangeState } from "./endpoint.js";
import { readOrderForm } from "./order-form.js";
import { limitOf, missing, type Parameters } from "./parameters.js";

const DAY_MS = 86_400_000;

function signed(weight: number, answer: Endpoint["answer"]): Endpoint {
  return { weight, signed: true, answer };
}

/** What only the account may ask. */
export const accountEndpoints: Endpoints = {
  "GET /api/v3/account": signed(20, ({ venue, time }, parameters) => {
    const balances = [...venue.balances()].map(([asset, balance]) => balanceJson(asset, balance));
    const isZero = (it: object) =>
      !Object.values(it)
        .slice(1)
        .some((amount) => Number(amount) > 0);
    return {
      makerCommission: 10,
      takerCommission: 10,
      buyerCommission: 0,
      sellerCommission: 0,
      canTrade: true,
      canWithdraw: false,
      canDeposit: true,
      updateTime: time(),
      accountType: "SPOT",
      balances: parameters.text("omitZeroBalances") === "true" ? balances.filter((it) => !isZero(it)) : balances,
      permissions: ["SPOT"],
    };
  }),
  "POST /api/v3/order": signed(1, (state, parameters) => {
    const { venue, ids, log, freshName } = state;
    const form = readOrderForm(parameters, ids, venue, freshName);
    const snapshot = log.placing(form, () => venue.place(form.request));
    return placedJson(ids.id(snapshot.symbol), log.record(snapshot), snapshot, form.answer);
  }),
  "POST /api/v3/order/test": signed(1, ({ venue, ids, freshName }, parameters) => {
    readOrderForm(parameters, ids, venue, freshName);
    return {};
  }),
  "GET /api/v3/order": signed(4, (state, parameters) => {
    const { symbol, by } = wanted(state, parameters);
    const snapshot = state.venue.find(symbol, by);
    if (snapshot === undefined) throw new ApiError(400, -2013, "Order does not exist.");
    return orderOf(state, snapshot);
  }),
  "DELETE /api/v3/order": signed(1, (state, parameters) => {
    const { symbol, by } = wanted(state, parameters);
    const { venue, ids, log, freshName } = state;
    const found = venue.find(symbol, by);
    if (found !== undefined) log.record(found).cancelId = parameters.text("newClientOrderId") ?? freshName();
    const snapshot = venue.cancel(symbol, by);
    return cancelledJson(ids.id(symbol), log.record(snapshot), snapshot);
  }),
  "GET /api/v3/openOrders": signed(6, (state, parameters) => {
    const id = parameters.text("symbol");
    const symbol = id === undefined ? undefined : state.ids.market(id).symbol;
    return state.venue.openOrders(symbol).map((snapshot) => orderOf(state, snapshot));
  }),
  "GET /api/v3/allOrders": signed(20, (state, parameters) => {
    const { symbol } = state.ids.market(parameters.required("symbol"));
    const from = parameters.whole("orderId") ?? 0;
    const orders = state.venue.orders(symbol).filter(({ exchangeId }) => Number(exchangeId) >= from);
    const placed = (snapshot: OrderSnapshot) => state.log.record(snapshot).placed;
    const isPaged = parameters.text("orderId") !== undefined;
    return page(orders, placed, parameters, isPaged).map((snapshot) => orderOf(state, snapshot));
  }),
  "GET /api/v3/myTrades": signed(20, (state, parameters) => {
    const id = parameters.required("symbol");
    const { symbol } = state.ids.market(id);
    const order = parameters.text("orderId");
    const from = parameters.whole("fromId");
    const fills = state.venue
      .fills(symbol, from === undefined ? undefined : String(Math.max(0, from - 1)))
      .filter(({ exchangeId }) => order === undefined || exchangeId === order);
    return page(fills, ({ time }) => time, parameters, from !== undefined).map((fill) => tradeJson(id, fill));
  }),
  "GET /sapi/v1/asset/tradeFee": signed(1, ({ venue, ids }, parameters) => {
    const id = parameters.text("symbol");
    const markets = id === undefined ? venue.markets : [ids.market(id)];
    return markets.map(({ symbol, maker, taker }) => ({
      symbol: ids.id(symbol),
      makerCommission: decimalText(maker),
      takerCommission: decimalText(taker),
    }));
  }),
};

function orderOf({ ids, log }: ExchangeState, snapshot: OrderSnapshot): object {
  return orderJson(ids.id(snapshot.symbol), log.record(snapshot), snapshot);
}

/** Which order a request means: by the exchange's number, else by its client id. */
function wanted({ ids }: ExchangeState, parameters: Parameters) {
  const { symbol } = ids.market(parameters.required("symbol"));
  const exchangeId = parameters.whole("orderId");
  const clientId = parameters.text("origClientOrderId");
  if (exchangeId !== undefined) return { symbol, by: { exchangeId: String(exchangeId) } };
  return { symbol, by: { clientId: clientId ?? missing("origClientOrderId") } };
}

/**
 * The part of a list that a request asks for: the first of a range, or the last of all where there is no beginning.
 * @param isPaged - whether the list begins where the request says already
 * @throws {ApiError} -1127 for a range of more than a day
 */
function page<T>(all: readonly T[], timeOf: (it: T) => number, parameters: Parameters, isPaged: boolean): readonly T[] {
  const limit = limitOf(parameters, 500, 1_000);
  const from = parameters.whole("startTime");
  const to = parameters.whole("endTime");
  if (from !== undefined && to !== undefined && to - from > DAY_MS)
    throw new ApiError(400, -1127, "More than 24 hours between startTime and endTime.");
  const within = all.filter((it) => timeOf(it) >= (from ?? 0) && timeOf(it) <= (to ?? Infinity));
  return isPaged || from !== undefined ? within.slice(0, limit) : within.slice(-limit);
}
