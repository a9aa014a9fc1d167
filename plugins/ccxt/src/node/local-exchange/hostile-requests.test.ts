import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { KEY, MINUTE, openLocal } from "../../../test/local-markets.js";
import type { LocalExchange } from "./index.js";

let local: LocalExchange;
beforeAll(async () => {
  local = await openLocal();
  local.advance({ ms: 10 * MINUTE });
});
afterAll(() => local.close());

const VALUES = {
  symbol: ["BTCUSDT", "ETHUSDT", "NONE", "__proto__", ""],
  interval: ["1m", "1h", "1M", "3d", "1s", "7m", "toString"],
  limit: ["1", "3", "1000", "99999", "0", "-1", "NaN"],
  startTime: ["0", "1704067200000", "1e12", "99999999999999999999"],
  endTime: ["1704067260000", "9007199254740991", "-5"],
  side: ["BUY", "SELL", "buy"],
  type: ["LIMIT", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "LIMIT_MAKER", "TAKE_PROFIT", "valueOf"],
  timeInForce: ["GTC", "IOC", "FOK", "constructor"],
  quantity: ["1", "0.1", "0.00001", "0", "99999999999", "1e-7", "-1", "Infinity"],
  quoteOrderQty: ["50", "0", "0.00000001"],
  price: ["100", "99.5", "103", "0", "0.001", "1e300", "x"],
  stopPrice: ["100", "98", "105", "0"],
  newClientOrderId: ["a", "b", "ü", "x".repeat(40)],
  origClientOrderId: ["a", "b", "nobody"],
  orderId: ["1", "2", "9999", "0", "1.5"],
  fromId: ["0", "1", "7"],
  newOrderRespType: ["ACK", "RESULT", "FULL", "ALL"],
};
const parameters = fc.record(
  Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)])) as Record<
    keyof typeof VALUES,
    fc.Arbitrary<string>
  >,
  { requiredKeys: ["symbol"] },
);
const endpoint = fc.constantFrom(
  "POST order",
  "POST order",
  "POST order/test",
  "GET order",
  "DELETE order",
  "GET openOrders",
  "GET allOrders",
  "GET myTrades",
  "GET account",
  "GET klines",
  "GET depth",
  "GET ticker/24hr",
  "GET exchangeInfo",
);

type Request = readonly [name: string, parameters: Record<string, string | undefined>];
const hostile: fc.Arbitrary<Request> = fc.tuple(endpoint, parameters);
/** Orders that the exchange may well take. */
const sound: fc.Arbitrary<Request> = fc
  .tuple(
    fc.constantFrom("BUY", "SELL"),
    fc.constantFrom("0.1", "0.2", "1"),
    fc.integer({ min: 95, max: 110 }).map(String),
    fc.constantFrom("MARKET", "LIMIT", "STOP_LOSS", "STOP_LOSS_LIMIT", "LIMIT_MAKER"),
  )
  .map(([side, quantity, price, type]) => {
    const prices = {
      MARKET: {},
      LIMIT: { price, timeInForce: "GTC" },
      STOP_LOSS: { stopPrice: price },
      STOP_LOSS_LIMIT: { price, stopPrice: price, timeInForce: "GTC" },
      LIMIT_MAKER: { price },
    };
    return ["POST order", { symbol: "BTCUSDT", side, quantity, type, ...prices[type as keyof typeof prices] }];
  });

/** Sends it signed as it should be, so that what it says is looked at. */
async function ask(name: string, given: Record<string, string | undefined>) {
  const [method = "GET", path = ""] = name.split(" ");
  const query = new URLSearchParams(Object.entries(given).filter((it): it is [string, string] => it[1] !== undefined));
  query.set("timestamp", String(Date.now()));
  query.set("signature", createHmac("sha256", KEY.secret).update(String(query)).digest("hex"));
  const answer = await fetch(`${local.url}/api/v3/${path}?${query}`, {
    method,
    headers: { "x-mbx-apikey": KEY.apiKey },
  });
  return { status: answer.status, text: await answer.text() };
}

it("answers any request with data or with a numbered refusal, and never loses money", async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, hostile, sound), fc.nat(20), async ([name, given], seconds) => {
      const { status, text } = await ask(name, given);
      statuses.add(status);
      const body = JSON.parse(text) as { code?: number; msg?: string };
      if (status !== 200) expect([status, body]).toEqual([400, { code: expect.any(Number), msg: expect.any(String) }]);
      expect(text).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
      local.advance({ ms: seconds * 1_000 });
      for (const { free, locked } of local.venue.balances().values())
        expect(Math.min(free, locked)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1_000 },
  );
  expect([...statuses].sort()).toEqual([200, 400]);
  expect(local.venue.orders().length, "some orders got through").toBeGreaterThan(10);
});
