import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Binance, connectCcxt, errors } from "../../../test/local-ccxt.js";
import { KEY, MINUTE, manyMinutes, market, openLocal, START } from "../../../test/local-markets.js";
import type { LocalExchange } from "./index.js";

let local: LocalExchange;
let ex: Binance;
let close: () => Promise<void>;
beforeEach(async () => {
  local = await openLocal({ markets: [market("BTC/USDT", manyMinutes(100))] });
  ({ ex, close } = await connectCcxt(local, KEY));
  await ex.loadMarkets();
  local.advance({ ms: 10 * MINUTE });
});
afterEach(async () => {
  await close();
  await local.close();
});

const bars = () => ex.fetchOHLCV("BTC/USDT", "1m");
const buy = (clientOrderId: string) => ex.createOrder("BTC/USDT", "market", "buy", 0.1, undefined, { clientOrderId });
/** Makes the client's patience short for what is asked for in between. */
const impatiently = async <T>(run: () => Promise<T>): Promise<T> => {
  const { timeout } = ex;
  ex.timeout = 300;
  try {
    return await run();
  } finally {
    ex.timeout = timeout;
  }
};
/** How often an order has arrived. */
const arrived = (clientId: string) => local.venue.orders().filter((order) => order.clientId === clientId).length;
/** What a promise is rejected with. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

describe("an answer that never comes as it should: what ccxt makes of it", () => {
  it.each([
    ["tooManyRequests", "DDoSProtection"],
    ["banned", "DDoSProtection"],
    ["requestLost", "NetworkError"],
    ["answerLost", "NetworkError"],
    ["slowHeaders", "RequestTimeout"],
    ["wrongClock", "InvalidNonce"],
  ] as const)("%s: %s", async (fault, name) => {
    local.faults.inject(fault, { where: "GET /api/v3/account" });
    const error = await impatiently(() => failure(ex.fetchBalance()));
    expect((error as Error).constructor.name).toBe(name);
    expect(error).toBeInstanceOf(errors.OperationFailed);
    expect(local.faults.counts[fault]).toBe(1);
    expect((await ex.fetchBalance()).BTC, "once only").toMatchObject({ total: 1 });
  });

  it.each([
    [500, "OperationFailed"],
    [502, "ExchangeNotAvailable"],
    [503, "OperationFailed"],
    [504, "RequestTimeout"],
  ])("a server error %d: %s", async (status, name) => {
    Object.assign(local.faults.shape, { serverStatus: status });
    local.faults.inject("serverError");
    expect(((await failure(bars())) as Error).constructor.name).toBe(name);
  });

  it("says how long to wait after a 429 or 418", async () => {
    local.faults.shape.retryAfterSeconds = 7;
    for (const fault of ["tooManyRequests", "banned"] as const) {
      local.faults.inject(fault);
      await failure(bars());
      expect((ex.last_response_headers as Record<string, string>)["Retry-After"]).toBe("7");
    }
  });

  it("a body that stalls: still pending when a request without headers has long timed out", async () => {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    local.faults.inject("bodyStall");
    local.faults.inject("slowHeaders", { where: "GET /api/v3/time" });
    const stalled: Promise<void>[] = [];
    await impatiently(async () => {
      stalled.push(bars().then(settle, settle));
      expect(await failure(ex.fetchTime())).toBeInstanceOf(errors.RequestTimeout);
    });
    expect(settled).toBe(false);
    await local.close();
    await Promise.all(stalled);
  });

  it("a connection that is cut inside the body: an error that is none of ccxt's", async () => {
    local.faults.inject("bodyCut");
    const error = await failure(bars());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(errors.BaseError);
  });
});

describe("an answer of 200 that is none: what ccxt makes of it", () => {
  const NOTHING = [undefined, undefined, undefined, undefined, undefined, undefined];

  it.each(["html", "nullBody", "brokenJson"] as const)(
    "%s as bars: rows of nothing, or none with a since",
    async (fault) => {
      local.faults.inject(fault, { times: 2 });
      const rows = await bars();
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0]).toEqual(NOTHING);
      expect(await ex.fetchOHLCV("BTC/USDT", "1m", START)).toEqual([]);
    },
  );

  it("a page as a ticker or the answer to an order: TypeError, and the order is there", async () => {
    local.faults.inject("html", { times: 2 });
    expect(await failure(ex.fetchTicker("BTC/USDT"))).toBeInstanceOf(TypeError);
    expect(await failure(buy("h-1"))).toBeInstanceOf(TypeError);
    expect(arrived("h-1")).toBe(1);
  });

  it("an empty object: no orders, no balances, no price", async () => {
    local.faults.inject("emptyObject", { times: 3 });
    await ex.createOrder("BTC/USDT", "limit", "buy", 1, 50);
    local.faults.off();
    local.faults.inject("emptyObject", { times: 3 });
    expect(await ex.fetchOpenOrders("BTC/USDT")).toEqual([]);
    expect((await ex.fetchBalance()).total).toEqual({});
    expect((await ex.fetchTicker("BTC/USDT")).last).toBeUndefined();
  });

  it("an empty list: no orders although there are", async () => {
    await ex.createOrder("BTC/USDT", "limit", "buy", 1, 50);
    local.faults.inject("emptyList", { where: "openOrders" });
    expect(await ex.fetchOpenOrders("BTC/USDT")).toEqual([]);
    expect(await ex.fetchOpenOrders("BTC/USDT")).toHaveLength(1);
  });

  it("an empty object as markets: all markets are wiped", async () => {
    local.faults.inject("emptyObject", { where: "exchangeInfo" });
    await ex.loadMarkets(true);
    expect(Object.keys(ex.markets!)).toEqual([]);
    await ex.loadMarkets(true);
    expect(Object.keys(ex.markets!)).toEqual(["BTC/USDT"]);
  });

  it("a first load of markets that fails: fails for ever, until it is asked for anew", async () => {
    const fresh = await connectCcxt(local, KEY);
    local.faults.inject("requestLost", { where: "exchangeInfo" });
    await failure(fresh.ex.loadMarkets());
    expect(await failure(fresh.ex.loadMarkets())).toBeInstanceOf(errors.NetworkError);
    expect(Object.keys(await fresh.ex.loadMarkets(true))).toEqual(["BTC/USDT"]);
    await fresh.close();
  });
});

describe("an order that goes wrong", () => {
  it.each([
    ["requestLost", 0],
    ["tooManyRequests", 0],
    ["serverError", 0],
    ["wrongClock", 0],
    ["answerLost", 1],
    ["serverErrorAfter", 1],
    ["slowHeaders", 1],
    ["bodyCut", 1],
    ["nullBody", 1],
    ["brokenJson", 1],
  ] as const)("%s: has arrived %d times, and looking it up tells which", async (fault, times) => {
    local.faults.inject(fault, { where: "POST /api/v3/order" });
    await impatiently(() => failure(buy("o-1")));
    expect(arrived("o-1")).toBe(times);
    const found = ex.fetchOrder("", "BTC/USDT", { clientOrderId: "o-1" });
    if (times === 1) expect(await found).toMatchObject({ clientOrderId: "o-1", status: "closed" });
    else expect(await failure(found)).toBeInstanceOf(errors.OrderNotFound);
  });

  it("is doubled by whoever sends it again blindly, even under the same name", async () => {
    local.faults.inject("answerLost", { where: "POST /api/v3/order" });
    await failure(buy("o-2"));
    await buy("o-2");
    expect(arrived("o-2")).toBe(2);
  });
});

describe("the dice", () => {
  const play = async (seed: number) => {
    const exchange = await openLocal({ seed, faults: { tooManyRequests: 0.3, html: 0.3 } });
    const seen: string[] = [];
    for (let i = 0; i < 40; i++) {
      const answer = await fetch(`${exchange.url}/api/v3/ping`);
      seen.push(`${answer.status} ${(await answer.text()).slice(0, 5)}`);
    }
    const { tooManyRequests, html } = exchange.faults.counts;
    await exchange.close();
    return { seen, tooManyRequests, html };
  };

  it("fall alike from the same seed, and count what they do", async () => {
    const first = await play(7);
    expect(await play(7)).toEqual(first);
    expect((await play(8)).seen).not.toEqual(first.seen);
    expect(first.seen.filter((it) => it.startsWith("429"))).toHaveLength(first.tooManyRequests);
    expect(first.seen.filter((it) => it === "200 <!DOC")).toHaveLength(first.html);
    expect([first.tooManyRequests, first.html]).not.toContain(0);
  });

  it("rest after off, on demand and by chance", async () => {
    local.faults.set({ requestLost: 1 });
    local.faults.inject("html", { times: 9 });
    local.faults.skewMs = 99_000;
    local.faults.off();
    expect((await bars())[0]![0]).toBe(START);
    await ex.fetchBalance();
    expect(Object.values(local.faults.counts).every((count) => count === 0)).toBe(true);
  });
});
