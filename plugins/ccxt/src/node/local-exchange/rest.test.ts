import { openTimeOf } from "@bellwether/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connected, connectCcxt } from "../../../test/local-ccxt.js";
import { KEY, MINUTE, manyMinutes, market, openLocal, START, sampleBars } from "../../../test/local-markets.js";
import type { LocalExchange } from "./index.js";

let local: LocalExchange;
let connected: Connected;
beforeAll(async () => {
  local = await openLocal({ markets: [market("BTC/USDT", manyMinutes(25_000)), market("ETH/USDT", manyMinutes(10))] });
  connected = await connectCcxt(local, KEY);
  await connected.ex.loadMarkets();
  local.advance({ ms: 20_000 * MINUTE });
});
afterAll(async () => {
  await connected.close();
  await local.close();
});

describe("what anybody may ask through unmodified ccxt", () => {
  it("tells markets and their rules in one request", async () => {
    const { ex } = connected;
    expect(local.requests["GET /api/v3/exchangeInfo"]).toBe(1);
    expect(Object.keys(ex.markets!)).toEqual(["BTC/USDT", "ETH/USDT"]);
    expect(ex.market("BTC/USDT")).toMatchObject({
      id: "BTCUSDT",
      active: true,
      spot: true,
      precision: { amount: 0.00001, price: 0.01 },
      limits: { amount: { min: 0.00001 }, cost: { min: 5 } },
    });
  });

  it("tells its own time", async () => {
    expect(await connected.ex.fetchTime()).toBe(local.now);
  });

  it("answers bars from since on, at most limit of them, the running one last", async () => {
    const { ex } = connected;
    const since = local.now - 3 * MINUTE;
    expect((await ex.fetchOHLCV("BTC/USDT", "1m", since, 2)).map(([time]) => time)).toEqual([since, since + MINUTE]);
    const rows = await ex.fetchOHLCV("BTC/USDT", "1m", since);
    expect(rows.map(([time]) => time)).toEqual([0, 1, 2, 3].map((i) => since + i * MINUTE));
    const [, open, high, low, close, volume] = rows[3]!;
    expect([high, low, close, volume], "only the open of the running bar is known").toEqual([open, open, open, 0]);
  });

  it("begins at the first bar that opens at since or after it", async () => {
    const [first] = await connected.ex.fetchOHLCV("BTC/USDT", "1m", START + 1, 1);
    expect(first![0]).toBe(START + MINUTE);
  });

  it("answers an empty list from a since in the future, and caps the limit at 1000", async () => {
    const { ex } = connected;
    expect(await ex.fetchOHLCV("BTC/USDT", "1m", local.now + MINUTE)).toEqual([]);
    expect(await ex.fetchOHLCV("BTC/USDT", "1m", START, 1_000)).toHaveLength(1_000);
    const raw = await ex.publicGetKlines({ symbol: "BTCUSDT", interval: "1m", startTime: START, limit: 5_000 });
    expect(raw).toHaveLength(1_000);
  });

  it("answers the newest bars where no since is given, over whatever hole", async () => {
    const { ex } = connected;
    expect((await ex.fetchOHLCV("BTC/USDT", "1m", undefined, 3)).map(([time]) => time)).toEqual(
      [2, 1, 0].map((i) => local.now - i * MINUTE),
    );
    // this market has traded for ten minutes and no more
    expect((await ex.fetchOHLCV("ETH/USDT", "1m", undefined, 3)).map(([time]) => time)).toEqual(
      [7, 8, 9].map((i) => START + i * MINUTE),
    );
  });

  it("ends at until", async () => {
    const until = START + 5 * MINUTE;
    const rows = await connected.ex.fetchOHLCV("BTC/USDT", "1m", START, 100, { until });
    expect(rows.at(-1)![0]).toBe(until);
    const newest = await connected.ex.publicGetKlines({ symbol: "BTCUSDT", interval: "1m", endTime: until, limit: 2 });
    expect((newest as string[][]).map(([time]) => Number(time))).toEqual([until - MINUTE, until]);
  });

  it("serves 20,000 bars page by page, each once and as recorded", async () => {
    const recorded = manyMinutes(20_000);
    const got: number[][] = [];
    for (let cursor = START; ; ) {
      const page = (await connected.ex.fetchOHLCV("BTC/USDT", "1m", cursor, 1_000)) as number[][];
      got.push(...page);
      if (page.length < 1_000) break;
      cursor = page.at(-1)![0]! + MINUTE;
    }
    got.pop(); // still running
    expect(got).toHaveLength(20_000);
    for (const [i, field] of (["openTime", "open", "high", "low", "close", "volume"] as const).entries())
      expect(
        got.map((row) => row[i]),
        field,
      ).toEqual([...recorded[field]]);
  });

  it("tells the last price and the day's range in a ticker", async () => {
    const ticker = await connected.ex.fetchTicker("BTC/USDT");
    expect(ticker).toMatchObject({ symbol: "BTC/USDT", timestamp: local.now, high: 107, low: 99.5 });
    expect(ticker.last).toBe(local.venue.price("BTC/USDT"));
    expect(ticker.ask! - ticker.bid!).toBeCloseTo(0.02, 10);
    expect(Object.keys(await connected.ex.fetchTickers())).toEqual(["BTC/USDT", "ETH/USDT"]);
    expect((await connected.ex.fetchBidsAsks(["BTC/USDT"]))["BTC/USDT"]!.bid).toBe(ticker.bid);
  });

  it("tells a book around the price, best first", async () => {
    const price = local.venue.price("BTC/USDT");
    const { bids, asks } = await connected.ex.fetchOrderBook("BTC/USDT", 3);
    const prices = (levels: typeof bids) => levels.map(([level]) => Math.round((level! - price) * 100));
    expect([prices(bids), prices(asks)]).toEqual([
      [-1, -2, -3],
      [1, 2, 3],
    ]);
  });

  it("counts the weight of requests, and refuses beyond a limit that is set", async () => {
    const strict = await openLocal({ weightLimit: 5 });
    const ask = () => fetch(`${strict.url}/api/v3/klines?symbol=BTCUSDT&interval=1m`);
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get("x-mbx-used-weight-1m"))).toEqual(["2", "4", "6"]);
    strict.advance({ ms: MINUTE });
    expect((await ask()).status, "a new minute").toBe(200);
    await strict.close();
  });

  it.each([
    ["klines?symbol=NONE&interval=1m", -1121],
    ["klines?interval=1m", -1102],
    ["klines?symbol=BTCUSDT&interval=7m", -1120],
    ["klines?symbol=BTCUSDT&interval=1m&limit=ten", -1100],
    ["klines?symbol=BTCUSDT&interval=1m&startTime=-1", -1100],
    ["klines?symbol=BTCUSDT&interval=1m&limit=0", -1130],
    ["depth?symbol=__proto__", -1121],
  ])("refuses %s with %d", async (path, code) => {
    const answer = await fetch(`${local.url}/api/v3/${path}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, msg: expect.any(String) });
  });

  it("knows nothing beyond spot", async () => {
    for (const path of ["/fapi/v1/exchangeInfo", "/", "/api/v3/toString", "/api/v3/klines/../klines/x"])
      expect((await fetch(`${local.url}${path}`)).status).toBe(404);
  });
});

describe("recorded bars", () => {
  it.each([
    ["eurusd-1h.csv", "EUR/USD", "1h", "1d", 0.00001],
    ["sp500-1d.csv", "SPX/USD", "1d", "1M", 0.01],
  ] as const)("of %s arrive bit for bit, and make the higher timeframe", async (file, symbol, base, higher, tick) => {
    const columns = await sampleBars(file);
    const start = columns.openTime[0]!;
    const exchange = await openLocal({ start, markets: [{ ...market(symbol, columns, base), tick }] });
    exchange.advance({ until: columns.openTime[2_000]! });
    const { ex, close } = await connectCcxt(exchange);
    await ex.loadMarkets();
    const rows = (await ex.fetchOHLCV(symbol, base, start, 1_000)) as number[][];
    expect(rows).toEqual(
      rows.map((_, i) =>
        (["openTime", "open", "high", "low", "close", "volume"] as const).map((field) => columns[field][i]),
      ),
    );
    const merged = (await ex.fetchOHLCV(symbol, higher, start, 30)) as number[][];
    for (const [time, open, high, low, close] of merged.slice(1)) {
      const inside = rows.filter((row) => openTimeOf(higher, row[0]!) === time);
      if (inside.length === 0) break; // beyond the first page of base bars
      expect([open, high, low, close]).toEqual([
        inside[0]![1],
        Math.max(...inside.map((row) => row[2]!)),
        Math.min(...inside.map((row) => row[3]!)),
        inside.at(-1)![4],
      ]);
    }
    await close();
    await exchange.close();
  });
});
