import { TradingError } from "@bellwether/core";
import { ExchangeUnclearError, ExchangeUnsuitableError } from "@bellwether/live";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkBalances } from "./check-balances.js";
import { checkFill } from "./check-fill.js";
import { checkMarket, checkMarketList } from "./check-markets.js";
import { checkAccepted, checkOrder } from "./check-order.js";
import { checkRows } from "./check-rows.js";
import { checkLastPrice } from "./check-ticker.js";

const SYMBOL = "BTC/USDT";
const NOW = Date.UTC(2024, 0, 1);

const ROW = [NOW, 100, 101, 99, 100.5, 3];
const ORDER = {
  id: "77",
  clientOrderId: "bw-1",
  symbol: SYMBOL,
  type: "limit",
  side: "buy",
  status: "open",
  amount: 2,
  filled: 0.5,
  price: 100,
  timestamp: NOW,
};
const TRADE = {
  id: "5",
  order: "77",
  symbol: SYMBOL,
  side: "buy",
  price: 100,
  amount: 0.5,
  fee: { currency: "BTC", cost: 0.0005 },
  takerOrMaker: "maker",
  timestamp: NOW,
};
const MARKET = {
  id: "BTCUSDT",
  symbol: SYMBOL,
  spot: true,
  active: true,
  maker: 0.001,
  taker: 0.001,
  precision: { amount: 0.00001, price: 0.01 },
  limits: { amount: { min: 0.00001 }, market: { min: 0.0001 }, cost: { min: 5 } },
  info: {},
};
const BALANCE = { free: { BTC: 1, USDT: 5 }, used: { BTC: 0.5, USDT: 0 }, total: { BTC: 1.5, USDT: 5 } };
const SENT = { clientId: "bw-1", symbol: SYMBOL, side: "buy", type: "limit", quantity: 2, limitPrice: 100 } as const;
const same = (id: string) => id;

const TICK_SIZE = 4;
const CHECKS = {
  rows: [[ROW], (it: unknown) => checkRows(it, 0, 1_000)],
  order: [ORDER, (it: unknown) => checkOrder(it, SYMBOL, same)],
  accepted: [ORDER, (it: unknown) => checkAccepted(it, SENT, "bw-1", NOW)],
  fill: [TRADE, checkFill],
  balances: [BALANCE, checkBalances],
  markets: [[MARKET], checkMarketList],
  market: [MARKET, (it: unknown) => checkMarket(it, SYMBOL, TICK_SIZE)],
  ticker: [{ last: 100 }, checkLastPrice],
} as const satisfies Record<string, readonly [unknown, (it: unknown) => unknown]>;

/** Whatever a field may turn out to be. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, -0, "", "NaN", [], {}, true),
  fc.constantFrom<unknown>("<html>", "1e5", 1e308, 5e-324, 2 ** 53, "\u0000", "x".repeat(500), { min: -1 }, [[]]),
  fc.anything(),
);

/** Puts junk in place of one field, however deep. */
function spoil(value: unknown, path: readonly number[], put: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof value !== "object" || value === null) return put;
  if (Array.isArray(value)) return value.map((it, i) => (i === at % value.length ? spoil(it, rest, put) : it));
  const keys = Object.keys(value);
  if (keys.length === 0) return put;
  const key = keys[at % keys.length]!;
  return { ...value, [key]: spoil((value as Record<string, unknown>)[key], rest, put) };
}

/** No number that is not finite, nowhere. */
function isSound(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (value instanceof Map) return [...value.values()].every(isSound);
  if (typeof value === "object" && value !== null) return Object.values(value).every(isSound);
  return true;
}

describe("a hostile answer", () => {
  it.each(Object.entries(CHECKS))("%s: what is sound is read", (_, [sound, check]) => {
    expect(() => check(sound as never)).not.toThrow();
  });

  it.each(Object.entries(CHECKS).filter(([name]) => name !== "markets"))(
    "%s: it is read whole, or not at all",
    (_, [sound, check]) => {
      fc.assert(
        fc.property(fc.array(fc.nat(20), { maxLength: 3 }), junk, (path, put) => {
          let read: unknown;
          try {
            read = check(spoil(sound, path, put) as never);
          } catch (error) {
            const isTyped = error instanceof ExchangeUnclearError || error instanceof ExchangeUnsuitableError;
            if (!isTyped || !(error instanceof TradingError) || error.message.includes("\n")) throw error;
            return;
          }
          expect(isSound(read)).toBe(true);
        }),
        { numRuns: 600 },
      );
    },
  );

  it("markets: an empty list, and one with a nameless market, do not replace what is there", () => {
    for (const list of [[], {}, null, [{}], [{ ...MARKET, id: "" }], [MARKET, null]])
      expect(() => checkMarketList(list)).toThrow(ExchangeUnclearError);
  });

  it.each([
    ["rows of holes, as ccxt makes of an error page", () => checkRows([[undefined, undefined, undefined]], 0, 10)],
    ["an account without any asset", () => checkBalances({ info: {}, free: {}, used: {}, total: {} })],
    ["more filled than ordered", () => checkOrder({ ...ORDER, filled: 2.1 }, SYMBOL, same)],
    ["an order of another symbol", () => checkOrder({ ...ORDER, symbol: "ETH/USDT" }, SYMBOL, same)],
    ["an order without a state", () => checkOrder({ ...ORDER, status: undefined }, SYMBOL, same)],
    ["an accepted order under another id", () => checkAccepted({ ...ORDER, clientOrderId: "x" }, SENT, "bw-1", NOW)],
    ["an accepted order on the other side", () => checkAccepted({ ...ORDER, side: "sell" }, SENT, "bw-1", NOW)],
    ["an accepted order without a number", () => checkAccepted({ ...ORDER, id: undefined }, SENT, "bw-1", NOW)],
    ["a time in seconds", () => checkFill({ ...TRADE, timestamp: NOW / 1_000 })],
    ["a negative balance", () => checkBalances({ free: { BTC: -1 }, used: { BTC: 0 }, total: { BTC: -1 } })],
    ["more locked than there is", () => checkBalances({ free: {}, used: { BTC: 2 }, total: { BTC: 1 } })],
  ])("is unclear: %s", (_, check) => {
    expect(check).toThrow(ExchangeUnclearError);
  });
});

describe("what is read", () => {
  it("bars: copies, from since on, oldest first, each once, no more than asked for", () => {
    const minute = (i: number, close = 100) => [NOW + i * 60_000, 100, 101, 99, close, 1];
    const cache = [minute(3), minute(1), minute(2), minute(2, 99.5), minute(0)];
    const rows = checkRows(cache, NOW + 60_000, 2);
    expect(rows.map(([time, , , , close]) => [(time - NOW) / 60_000, close])).toEqual([
      [1, 100],
      [2, 99.5],
    ]);
    cache[1]![4] = 0;
    expect(rows[0]![4]).toBe(100);
  });

  it("orders: stops by their trigger, the price of a market order is none of its terms", () => {
    const read = (fields: object) => checkOrder({ ...ORDER, ...fields }, SYMBOL, same);
    expect(read({ type: "market", triggerPrice: 90 })).toMatchObject({ type: "stop", stopPrice: 90 });
    expect(read({ type: "limit", triggerPrice: 90 })).toMatchObject({ type: "stop-limit", limitPrice: 100 });
    expect(read({ type: "stop-loss", price: undefined, triggerPrice: 90 })).toMatchObject({ type: "stop" });
    expect(read({ type: "market" })).not.toHaveProperty("limitPrice");
    expect(read({ status: "open", filled: 0 }).status).toBe("resting");
    expect(read({ status: "open" }).status).toBe("partly-filled");
    expect(read({ status: "canceled" }).status).toBe("cancelled");
    expect(read({ clientOrderId: undefined }).clientId).toBe("");
  });

  it("an order of which the answer tells the number only is as it was sent", () => {
    expect(checkAccepted({ id: "9" }, SENT, "bw-1", NOW)).toEqual({
      ...SENT,
      exchangeId: "9",
      status: "resting",
      filled: 0,
      time: NOW,
    });
  });

  it("balances: what is left out follows from the others", () => {
    const read = checkBalances({ free: { A: 1, B: undefined }, used: { B: 2 }, total: { A: 3, B: 5 } });
    expect(Object.fromEntries(read)).toEqual({ A: { free: 1, locked: 2 }, B: { free: 3, locked: 2 } });
  });

  it("rules: ticks and steps, by the exchange's precision mode", () => {
    const DECIMALS = 2;
    const DIGITS = 3;
    expect(checkMarket(MARKET, SYMBOL, TICK_SIZE)).toEqual({
      symbol: SYMBOL,
      active: true,
      rules: { tick: 0.01, step: 0.00001, minQuantity: 0.0001, minNotional: 5, maker: 0.001, taker: 0.001 },
    });
    const counted = { ...MARKET, precision: { amount: 5, price: 2 }, active: false };
    expect(checkMarket(counted, SYMBOL, DECIMALS)).toMatchObject({
      active: false,
      rules: { tick: 0.01, step: 0.00001 },
    });
    expect(() => checkMarket(MARKET, SYMBOL, DIGITS)).toThrow(ExchangeUnsuitableError);
  });

  it("rules: Binance's step of market orders, which only its raw filters state", () => {
    const info = { filters: [{ filterType: "MARKET_LOT_SIZE", minQty: "0", stepSize: "0.00010000" }] };
    expect(checkMarket({ ...MARKET, info }, SYMBOL, TICK_SIZE).rules.step).toBe(0.0001);
    const none = { filters: [{ filterType: "MARKET_LOT_SIZE", stepSize: "0.00000000" }, null] };
    expect(checkMarket({ ...MARKET, info: none }, SYMBOL, TICK_SIZE).rules.step).toBe(0.00001);
  });
});
