import { ExchangeRefusalError, ExchangeUnclearError } from "@bellwether/live";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalExchange } from "../src/testing/index.js";
import { reach } from "./local.js";
import { KEY, openLocal, START } from "./local-markets.js";

const SYMBOL = "BTC/USDT";
const STREAM = { symbol: SYMBOL, timeframe: "1m" } as const;
const SUBMIT = "POST /api/v3/order";

let local: LocalExchange;
beforeEach(async () => {
  local = await openLocal();
});
afterEach(() => local.close());

const order = (clientId: string, more: object = {}) => ({
  clientId,
  symbol: SYMBOL,
  side: "buy" as const,
  type: "market" as const,
  quantity: 1,
  ...more,
});

describe("a fault of the network, and what comes of it", () => {
  const UNCLEAR = [
    "serverError",
    "requestLost",
    "answerLost",
    "bodyCut",
    "html",
    "nullBody",
    "brokenJson",
    "emptyObject",
    "tooManyRequests",
    "banned",
  ] as const;

  it.each(UNCLEAR)("%s: a question is unclear, and no bars are made of it", async (fault) => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    local.faults.inject(fault);
    await expect(exchange.bars(STREAM, START, 10)).rejects.toBeInstanceOf(ExchangeUnclearError);
    await exchange.close();
  });

  it.each(UNCLEAR)("%s: an order is unclear, and is sent once", async (fault) => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    local.faults.inject(fault, { where: SUBMIT });
    await expect(exchange.submit(order("bw-1"))).rejects.toBeInstanceOf(ExchangeUnclearError);
    expect(local.requests[SUBMIT]).toBe(1);
    await exchange.close();
  });

  it.each(["bodyStall", "slowHeaders"] as const)("%s: the deadline ends it", async (fault) => {
    const exchange = await reach(local, { symbols: [SYMBOL], deadlineMs: 1_000 });
    local.faults.inject(fault);
    await expect(exchange.bars(STREAM, START, 10)).rejects.toThrow(/no answer within 1000 ms|timed out/);
    await exchange.close();
  });

  it.each(["emptyObject", "html", "nullBody"] as const)(
    "%s: an account without orders and money is not concluded from it",
    async (fault) => {
      const exchange = await reach(local, { symbols: [SYMBOL] });
      local.faults.inject(fault, { where: "GET /api/v3/openOrders" });
      await expect(exchange.openOrders(SYMBOL)).rejects.toBeInstanceOf(ExchangeUnclearError);
      local.faults.inject(fault, { where: "GET /api/v3/account" });
      await expect(exchange.balances()).rejects.toBeInstanceOf(ExchangeUnclearError);
      local.faults.inject(fault, { where: "GET /api/v3/order" });
      await expect(exchange.find({ symbol: SYMBOL, clientId: "bw-1" })).rejects.toBeInstanceOf(ExchangeUnclearError);
      await exchange.close();
    },
  );

  it("429: everybody waits for as long as it asks, then goes on", async () => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    local.faults.inject("tooManyRequests");
    await expect(exchange.time()).rejects.toMatchObject({ code: "EXCHANGE_UNCLEAR", retryAfterMs: 1_000 });
    const asked = () => Object.values(local.requests).reduce((sum, count) => sum + count, 0);
    const before = asked();
    await expect(exchange.submit(order("bw-1")), "an order is not kept back to leave later").rejects.toThrow(/silence/);
    expect(asked()).toBe(before);
    expect(await exchange.bars(STREAM, START, 10), "a question waits").toHaveLength(1);
    await exchange.close();
  });

  it("418: a ban longer than a deadline is told at once", async () => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    local.faults.shape.retryAfterSeconds = 3_600;
    local.faults.inject("banned");
    await expect(exchange.time()).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    await expect(exchange.time()).rejects.toThrow(/silence/);
    await exchange.close();
  });

  it("a wrong clock: a question is asked again with the exchange's time, an order is not", async () => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    local.faults.inject("wrongClock", { where: "GET /api/v3/account" });
    expect((await exchange.balances()).get("USDT")?.free).toBe(10_000);
    local.faults.inject("wrongClock", { where: SUBMIT });
    await expect(exchange.submit(order("bw-1"))).rejects.toBeInstanceOf(ExchangeUnclearError);
    expect(local.requests[SUBMIT]).toBe(1);
    await exchange.close();
  });

  it("markets: an empty answer does not take the old ones away", async () => {
    const exchange = await reach(local, { symbols: [SYMBOL], deadlineMs: 2_000 });
    local.faults.inject("emptyObject", { where: "GET /api/v3/exchangeInfo", times: 10 });
    await expect(exchange.markets([SYMBOL])).rejects.toBeInstanceOf(ExchangeUnclearError);
    expect(await exchange.bars(STREAM, START, 10)).toHaveLength(1);
    local.faults.off();
    expect((await exchange.markets([SYMBOL]))[0]).toMatchObject({ symbol: SYMBOL, active: true });
    await exchange.close();
  });

  it("markets: a failed first load is forgotten", async () => {
    local.faults.inject("serverError", { where: "GET /api/v3/exchangeInfo", times: 2 });
    const exchange = await reach(local, { symbols: [SYMBOL] });
    expect((await exchange.markets([SYMBOL]))[0]!.rules).toMatchObject({ tick: 0.01, step: 0.00001, minNotional: 5 });
    await exchange.close();
  });
});

describe("what the exchange refuses", () => {
  const REFUSALS = [
    ["insufficient-funds", order("bw-1", { quantity: 1_000_000 })],
    ["bad-order", order("bw-2", { quantity: 0.01 })], // below the minimum value
    ["bad-order", order("bw-3", { quantity: 1.000_001 })], // off the step: not even sent
    ["bad-order", order("bw-4", { quantity: Number.NaN })],
    ["bad-order", order("bw-5", { quantity: 0 })],
    ["bad-order", order("bw 6")],
    ["bad-order", order("x".repeat(37))],
    ["bad-order", order("bw-7", { type: "limit", limitPrice: 99.001 })],
    ["bad-order", order("bw-8", { type: "limit" })],
    ["bad-order", order("bw-9", { type: "limit", limitPrice: 50, timeInForce: "gtd" })],
    ["would-cross", order("bw-a", { type: "limit", limitPrice: 200, postOnly: true })],
    ["bad-symbol", order("bw-b", { symbol: "NO/PE" })],
  ] as const;

  it.each(REFUSALS)("%s", async (kind, request) => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    await expect(exchange.submit(request)).rejects.toMatchObject({ code: "EXCHANGE_REFUSAL", kind });
    expect(local.venue.orders()).toEqual([]);
    await exchange.close();
  });

  it("duplicate-id: an open order has that id already", async () => {
    const exchange = await reach(local, { symbols: [SYMBOL] });
    const resting = order("bw-1", { type: "limit", limitPrice: 50 });
    await exchange.submit(resting);
    await expect(exchange.submit(resting)).rejects.toMatchObject({ kind: "duplicate-id" });
    await exchange.close();
  });

  it("credentials: a signature that does not fit", async () => {
    const key = { ...KEY, secret: "another-secret-altogether" };
    const exchange = await reach(local, { symbols: [SYMBOL], key });
    const failure = await exchange.balances().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ExchangeRefusalError);
    expect(failure).toMatchObject({ kind: "credentials" });
    await exchange.close();
  });
});
