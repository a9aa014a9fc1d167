import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Connected, connectCcxt, errors } from "../../../test/local-ccxt.js";
import { KEY, MINUTE, market, minutes, openLocal, START } from "../../../test/local-markets.js";
import type { LocalExchange } from "./index.js";

/** Opens at 100, falls to 90, rises to 120, closes at 110; then the same from 110. */
const BARS = minutes([
  [100, 120, 90, 110, 10],
  [110, 130, 95, 105, 10],
  [105, 106, 104, 105, 10],
]);

let local: LocalExchange;
let connected: Connected;
beforeEach(async () => {
  local = await openLocal({ markets: [market("BTC/USDT", BARS), market("ETH/USDT", BARS)] });
  connected = await connectCcxt(local, KEY);
  await connected.ex.loadMarkets();
});
afterEach(async () => {
  await connected.close();
  await local.close();
});

const order = (type: string, side: string, amount: number, price?: number, params: object = {}) =>
  connected.ex.createOrder("BTC/USDT", type as "market", side as "buy", amount, price, params);

describe("orders through unmodified ccxt", () => {
  it("fills a market order at once, and takes the fee out of what was bought", async () => {
    const filled = await order("market", "buy", 2, undefined, { clientOrderId: "a-1" });
    expect(filled).toMatchObject({ clientOrderId: "a-1", status: "closed", filled: 2, average: 100, cost: 200 });
    expect(filled).toHaveProperty("fees", [{ currency: "BTC", cost: 0.002 }]);
    const { free, used } = await connected.ex.fetchBalance();
    expect(free).toMatchObject({ USDT: 9_800, BTC: 2.998 });
    expect(used).toMatchObject({ USDT: 0, BTC: 0 });
  });

  it("takes a market order by value, as ccxt sends it when it is given a price", async () => {
    const filled = await order("market", "buy", 1, 33.333);
    expect(filled.filled).toBe(0.3333); // 33.333 is cut to 33.33
    expect(filled.info).toMatchObject({ origQuoteOrderQty: "33.33000000" });
  });

  it("rests a limit order, locks its money, and fills it when the price comes to it", async () => {
    const placed = await order("limit", "buy", 1, 95, { clientOrderId: "a-2" });
    expect(placed).toMatchObject({ status: "open", filled: 0, price: 95 });
    expect((await connected.ex.fetchBalance()).USDT).toMatchObject({ free: 9_905, used: 95 });
    expect((await connected.ex.fetchOpenOrders("BTC/USDT")).map(({ id }) => id)).toEqual([placed.id]);
    local.advance({ ms: MINUTE / 4 });
    expect(await connected.ex.fetchOrder(placed.id!, "BTC/USDT")).toMatchObject({
      status: "closed",
      filled: 1,
      cost: 95,
    });
    expect(await connected.ex.fetchOpenOrders("BTC/USDT")).toEqual([]);
    const [trade] = await connected.ex.fetchMyTrades("BTC/USDT");
    expect(trade).toMatchObject({ order: placed.id, side: "buy", price: 95, amount: 1, takerOrMaker: "maker" });
    expect(trade!.timestamp).toBe(START + MINUTE / 4);
  });

  it("finds and cancels an order by its client id; the cancel goes by a name of its own", async () => {
    const placed = await order("limit", "buy", 1, 50, { clientOrderId: "a-3" });
    const found = await connected.ex.fetchOrder("", "BTC/USDT", { clientOrderId: "a-3" });
    expect(found).toMatchObject({ id: placed.id, clientOrderId: "a-3", status: "open", timeInForce: "GTC" });
    const cancelled = await connected.ex.cancelOrder("", "BTC/USDT", { clientOrderId: "a-3" });
    expect(cancelled).toMatchObject({ id: placed.id, status: "canceled" });
    expect(cancelled.info).toMatchObject({ origClientOrderId: "a-3" });
    expect((await connected.ex.fetchBalance()).USDT).toMatchObject({ free: 10_000, used: 0 });
  });

  it("rests stop orders until their price is touched", async () => {
    const stop = await order("market", "sell", 0.5, undefined, { triggerPrice: 92, clientOrderId: "s-1" });
    expect(stop.info.fills).toEqual([]);
    const rests = await connected.ex.fetchOrder(stop.id!, "BTC/USDT");
    expect(rests).toMatchObject({ type: "market", status: "open", triggerPrice: 92, filled: 0 });
    expect(rests.info.type, "only the raw answer tells").toBe("STOP_LOSS");
    const limit = await order("limit", "buy", 0.5, 126, { stopLossPrice: 125, clientOrderId: "s-2" });
    local.advance({ ms: MINUTE });
    expect(await connected.ex.fetchOrder(stop.id!, "BTC/USDT")).toMatchObject({ status: "closed", average: 92 });
    expect(await connected.ex.fetchOrder(limit.id!, "BTC/USDT")).toMatchObject({ status: "open", price: 126 });
    local.advance({ ms: MINUTE });
    expect((await connected.ex.fetchOrder(limit.id!, "BTC/USDT")).status).toBe("closed");
  });

  it("lists all orders, and those that are closed", async () => {
    await order("market", "buy", 0.1);
    await order("limit", "buy", 0.1, 60);
    expect((await connected.ex.fetchOrders("BTC/USDT")).map(({ status }) => status)).toEqual(["closed", "open"]);
    expect(await connected.ex.fetchClosedOrders("BTC/USDT")).toHaveLength(1);
    expect(await connected.ex.fetchOrders("BTC/USDT", local.now + 1)).toEqual([]);
  });

  it("pages trades by number and by time", async () => {
    for (let i = 0; i < 5; i++) {
      await order("market", "buy", 0.1);
      local.advance({ ms: 1_000 });
    }
    const ids = async (since?: number, limit?: number, params: object = {}) =>
      (await connected.ex.fetchMyTrades("BTC/USDT", since, limit, params)).map(({ id }) => Number(id));
    expect(await ids()).toEqual([1, 2, 3, 4, 5]);
    expect(await ids(undefined, 2), "the newest, where there is no beginning").toEqual([4, 5]);
    expect(await ids(undefined, 2, { fromId: 2 })).toEqual([2, 3]);
    expect(await ids(START + 2_000, 2)).toEqual([3, 4]);
    const day = { symbol: "BTCUSDT", startTime: START, endTime: START + 86_400_001 };
    await expect(connected.ex.privateGetMyTrades(day)).rejects.toThrow(/24 hours/);
  });

  it("fills in pieces where the venue does", async () => {
    const pieces = await openLocal({ markets: [market("BTC/USDT", BARS)], venue: { parts: 3 } });
    const { ex, close } = await connectCcxt(pieces, KEY);
    const filled = await ex.createOrder("BTC/USDT", "market", "buy", 1);
    expect(filled.trades).toHaveLength(3);
    expect(filled.trades.reduce((sum, { amount }) => sum + amount!, 0)).toBeCloseTo(1, 10);
    await close();
    await pieces.close();
  });

  it("validates without acting, and tells the fees of the account", async () => {
    await order("market", "buy", 1, undefined, { test: true });
    expect(local.venue.orders()).toEqual([]);
    expect(await connected.ex.fetchTradingFee("BTC/USDT")).toMatchObject({ maker: 0.001, taker: 0.001 });
  });
});

describe("what the exchange refuses, in ccxt's words", () => {
  const raw = (params: object) =>
    connected.ex.privatePostOrder({ symbol: "BTCUSDT", side: "BUY", type: "LIMIT", timeInForce: "GTC", ...params });

  it("a quantity or a price off the grid: InvalidOrder", async () => {
    await expect(raw({ quantity: "0.123456", price: "90" })).rejects.toBeInstanceOf(errors.InvalidOrder);
    await expect(raw({ quantity: "1", price: "90.001" })).rejects.toThrow(/price is invalid/);
    await expect(order("limit", "buy", 0.000001, 90), "ccxt refuses it itself").rejects.toBeInstanceOf(
      errors.InvalidOrder,
    );
  });

  it("too small a value: BadRequest", async () => {
    const refused = order("limit", "buy", 0.01, 90);
    await expect(refused).rejects.toBeInstanceOf(errors.BadRequest);
    await expect(refused).rejects.toThrow(/"code":-1013.*NOTIONAL/);
  });

  it("more than the account has: InsufficientFunds, also the whole of what was just bought", async () => {
    await expect(order("market", "buy", 101)).rejects.toBeInstanceOf(errors.InsufficientFunds);
    await order("market", "buy", 1);
    await expect(order("market", "sell", 2), "the fee is missing").rejects.toBeInstanceOf(errors.InsufficientFunds);
  });

  it("a post-only order that would cross: OrderImmediatelyFillable", async () => {
    const crossing = order("limit", "buy", 1, 101, { postOnly: true });
    await expect(crossing).rejects.toBeInstanceOf(errors.OrderImmediatelyFillable);
    expect((await order("limit", "buy", 1, 99, { postOnly: true })).info.type).toBe("LIMIT_MAKER");
  });

  it("a client id that an open order has: InvalidOrder; that of a filled one may be used again", async () => {
    await order("limit", "buy", 1, 50, { clientOrderId: "twice" });
    const again = order("limit", "buy", 1, 50, { clientOrderId: "twice" });
    await expect(again).rejects.toBeInstanceOf(errors.InvalidOrder);
    await expect(again).rejects.toThrow(/Duplicate order sent/);
    await order("market", "buy", 0.1, undefined, { clientOrderId: "filled" });
    await order("market", "buy", 0.1, undefined, { clientOrderId: "filled" });
    expect(local.venue.orders().filter(({ clientId }) => clientId === "filled")).toHaveLength(2);
  });

  it("an order that it does not know: OrderNotFound", async () => {
    await expect(connected.ex.fetchOrder("77", "BTC/USDT")).rejects.toBeInstanceOf(errors.OrderNotFound);
    await expect(connected.ex.cancelOrder("77", "BTC/USDT")).rejects.toBeInstanceOf(errors.OrderNotFound);
    const placed = await order("market", "buy", 1);
    await expect(connected.ex.cancelOrder(placed.id!, "BTC/USDT")).rejects.toBeInstanceOf(errors.OrderNotFound);
  });

  it("a symbol or a timeframe that it does not know: BadSymbol and BadRequest", async () => {
    await expect(connected.ex.publicGetKlines({ symbol: "NONE", interval: "1m" })).rejects.toBeInstanceOf(
      errors.BadSymbol,
    );
    await expect(connected.ex.fetchOHLCV("BTC/USDT", "7m")).rejects.toBeInstanceOf(errors.BadRequest);
    await expect(connected.ex.fetchTicker("NO/NE")).rejects.toBeInstanceOf(errors.BadSymbol);
  });

  it("a stop that would trigger at once, and open orders without a symbol", async () => {
    await expect(order("market", "sell", 1, undefined, { triggerPrice: 150 })).rejects.toBeInstanceOf(
      errors.OrderImmediatelyFillable,
    );
    await expect(connected.ex.fetchOpenOrders()).rejects.toThrow(/WARNING/);
  });

  it.each([
    ["a type", { type: "ICEBERG", quantity: "1" }, -1116],
    ["a side", { side: "HOLD", quantity: "1", price: "90" }, -1117],
    ["a life", { timeInForce: "GTX", quantity: "1", price: "90" }, -1115],
    ["no quantity", { price: "90" }, -1102],
    ["no price", { quantity: "1" }, -1102],
    ["a stop price that no limit order has", { quantity: "1", price: "90", stopPrice: "80" }, -1106],
    ["a number that is none", { quantity: "1e5", price: "90" }, -1100],
    ["a client id of other letters", { quantity: "1", price: "90", newClientOrderId: "a b" }, -1100],
    ["a client id of 37 letters", { quantity: "1", price: "90", newClientOrderId: "a".repeat(37) }, -1100],
  ])("%s: by number", async (_, params, code) => {
    await expect(raw(params)).rejects.toThrow(`"code":${code}`);
    expect(local.venue.orders()).toEqual([]);
  });
});
