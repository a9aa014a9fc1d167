import { describe, expect } from "vitest";
import type { MakeExchange } from "../exchange-under-test.js";
import { BEGIN, expectRefusal, expectUnclear, MINUTE, OTHER, START, STREAM, SYMBOL, scene } from "./scene.js";

/** Bars, rules and time. */
export function describeMarketData(make: MakeExchange): void {
  describe("market data", () => {
    scene("has a name, a page size, and the timeframes of its bars", make, async ({ exchange }) => {
      expect(exchange.id).not.toBe("");
      expect(exchange.barsPerRequest).toBeGreaterThanOrEqual(1);
      expect(exchange.timeframes()).toEqual(expect.arrayContaining(["1m", "5m", "1h"]));
    });

    scene("tells the exchange's time, not the machine's", make, async ({ exchange, venue, run, advance }) => {
      for (const ms of [0, 7_000]) {
        await advance(ms);
        const from = venue.now;
        const time = await run(exchange.time());
        expect(time).toBeGreaterThanOrEqual(from);
        expect(time).toBeLessThanOrEqual(venue.now);
      }
    });

    scene("states the rules of the markets that it is asked for", make, async ({ exchange, run }) => {
      const markets = await run(exchange.markets([OTHER, SYMBOL]));
      expect(markets.map(({ symbol, active }) => [symbol, active])).toEqual([
        [OTHER, true],
        [SYMBOL, true],
      ]);
      expect(markets[1]!.rules).toMatchObject({ tick: 0.01, step: 0.001, minQuantity: 0.001, minNotional: 5 });
    });

    scene("refuses to state rules of a symbol that it lacks", make, async (test) => {
      await expectRefusal(test, test.exchange.markets([SYMBOL, "NONE/USDT"]), "bad-symbol");
    });

    scene("answers the bars that open at a moment or later, oldest first", make, async ({ exchange, run }) => {
      const rows = await run(exchange.bars(STREAM, BEGIN + 10 * MINUTE, 3));
      expect(rows).toEqual([10, 11, 12].map((i) => [BEGIN + i * MINUTE, 100, 100, 100, 100, 10 + (i % 7)]));
    });

    scene("begins with the next bar where the moment lies inside one", make, async ({ exchange, run }) => {
      const rows = await run(exchange.bars(STREAM, BEGIN + 10 * MINUTE + 1, 1));
      expect(rows.map(([openTime]) => openTime)).toEqual([BEGIN + 11 * MINUTE]);
    });

    scene("begins with its first bar where the moment lies before that", make, async ({ exchange, run }) => {
      const rows = await run(exchange.bars(STREAM, BEGIN - 1_000 * MINUTE, 2));
      expect(rows.map(([openTime]) => openTime)).toEqual([BEGIN, BEGIN + MINUTE]);
    });

    scene("has no bars of the future", make, async ({ exchange, run }) => {
      expect(await run(exchange.bars(STREAM, START + MINUTE, 10))).toEqual([]);
    });

    scene("answers no more than its page, whatever it is asked for", make, async ({ exchange, run }) => {
      const rows = await run(exchange.bars(STREAM, BEGIN, exchange.barsPerRequest + 1_000));
      expect(rows.length).toBeLessThanOrEqual(exchange.barsPerRequest);
      expect(rows.length).toBeGreaterThan(0);
    });

    scene("shows the running bar last, as far as it has come", make, async ({ exchange, run, advance }) => {
      await advance(MINUTE + 20_000); // bar 31: open 100, low 100 first, then up to 104
      const rows = await run(exchange.bars(STREAM, START, 10));
      expect(rows).toHaveLength(2);
      expect(rows[0]).toEqual([START, 100, 100, 100, 100, 12]);
      const [openTime, open, high, low, close, volume] = rows[1]!;
      expect([openTime, open, high, low, close]).toEqual([START + MINUTE, 100, 100, 100, 100]);
      expect(volume).toBeGreaterThan(0);
      expect(volume).toBeLessThan(13);
    });

    scene("lets the running bar grow until it has closed", make, async ({ exchange, run, advance }) => {
      await advance(MINUTE + 35_000);
      const [, running] = await run(exchange.bars(STREAM, START, 10));
      expect(running!.slice(1, 5)).toEqual([100, 104, 100, 104]);
      await advance(25_000);
      const [, closed, next] = await run(exchange.bars(STREAM, START, 10));
      expect(closed).toEqual([START + MINUTE, 100, 104, 100, 100, 13]);
      expect(next![0]).toBe(START + 2 * MINUTE);
    });

    scene("makes higher bars of the lower ones", make, async ({ exchange, run, advance }) => {
      await advance(5 * MINUTE);
      const rows = await run(exchange.bars({ symbol: SYMBOL, timeframe: "5m" }, START - 5 * MINUTE, 2));
      expect(rows).toEqual([
        [START - 5 * MINUTE, 100, 100, 100, 100, 10 * 5 + 4 + 5 + 6 + 0 + 1],
        [START, 100, 108, 92, 100, 10 * 5 + 2 + 3 + 4 + 5 + 6],
      ]);
    });

    scene("keeps its markets apart", make, async ({ exchange, venue, run, advance }) => {
      await advance(2 * MINUTE);
      for (const symbol of [SYMBOL, OTHER])
        expect(await run(exchange.bars({ symbol, timeframe: "1m" }, START, 2))).toEqual(
          venue.bars(symbol, "1m", START, 2),
        );
    });

    scene("does not change an answer afterwards", make, async ({ exchange, run, advance }) => {
      const rows = await run(exchange.bars(STREAM, START - MINUTE, 10));
      const copy = rows.map((row) => [...row]);
      await advance(90_000);
      await run(exchange.bars(STREAM, START - MINUTE, 10));
      expect(rows).toEqual(copy);
    });

    scene("refuses bars of a symbol that it lacks", make, async (test) => {
      await expectRefusal(test, test.exchange.bars({ symbol: "NONE/USDT", timeframe: "1m" }, START, 1), "bad-symbol");
    });

    for (const fault of ["request-lost", "answer-lost", "server-error"] as const) {
      scene(`says that it does not know, and nothing else, after one ${fault}`, make, async (test) => {
        await test.inject(fault);
        await expectUnclear(test, test.exchange.bars(STREAM, START, 1));
        expect(await test.run(test.exchange.bars(STREAM, START, 1))).toHaveLength(1);
      });
    }

    scene("hands on how long the exchange asks everyone to wait", make, async (test) => {
      await test.inject("rate-limited");
      const { retryAfterMs } = await expectUnclear(test, test.exchange.bars(STREAM, START, 1));
      expect(retryAfterMs).toBeGreaterThan(0);
    });
  });
}
