import { type BarColumns, defineStrategy, flat, long, type Timeframe } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { sizedBy } from "../../test/oracles/sizing.js";
import { barsOf, HOUR } from "../../test/small-run.js";
import type { History } from "../feed/history-feed.js";
import { sliceBars } from "../feed/slice-bars.js";
import { backtest } from "./backtest.js";
import { BadBacktestError } from "./errors.js";

const one = sizedBy(
  () => 1,
  () => undefined,
);
/** Long while the close is above the mean of the last twenty. */
const trend = defineStrategy({
  id: "trend",
  params: z.strictObject({}),
  create: () => ({
    warmup: 20,
    generateSignal(df) {
      let sum = 0;
      for (let i = 1; i <= 20; i++) sum += df.close.at(-i);
      return df.close.last > sum / 20 ? long(df) : flat(df);
    },
  }),
});
const history = (columns: BarColumns, symbol = "BTC/USDT", timeframe: Timeframe = "1h"): History => ({
  symbol,
  timeframe,
  columns,
});
const bars = sampleBars({ rows: 300, timeframe: "1h", seed: 3 });
const at = (row: number) => bars.openTime[row]!;
const run = (data: History | History[], more: object = {}) =>
  backtest({ data, strategy: { definition: trend, symbols: ["BTC/USDT"] }, risk: one, ...more });

/** Asked at every bar; tells how many bars it saw, its own and its peer's, and when. */
const spy = (seen: [time: number, own: number, peer: number][], peer?: string) =>
  defineStrategy({
    id: "spy",
    params: z.strictObject({}),
    create: () => ({
      warmup: 1,
      generateSignal(df) {
        seen.push([df.openTime.last, df.length, peer === undefined ? 0 : df.peer(peer).length]);
        return null;
      },
    }),
  });

describe("a run with from", () => {
  it("asks a strategy from its first bar on, with all bars before it in the frame", async () => {
    const seen: [number, number, number][] = [];
    await backtest({ data: history(bars), strategy: spy(seen), risk: one, from: at(100) - 1, prefixChecks: 0 });
    expect(seen).toHaveLength(200);
    expect([seen[0], seen.at(-1)]).toEqual([
      [at(100), 101, 0],
      [at(299), 300, 0],
    ]);
  });

  it("plays, counts, marks and holds only the bars from then on", async () => {
    const { metrics, equity, bars: reported, prefixChecks } = await run(history(bars), { from: at(100) });
    expect(metrics.bars).toBe(200);
    expect([metrics.startTime, equity.time[0]]).toEqual([at(100), at(100) + HOUR]);
    expect(metrics.buyAndHoldReturn).toBeCloseTo(bars.close[299]! / bars.open[100]! - 1, 12);
    expect(reported[0]!.columns).toEqual(sliceBars(bars, at(100)));
    expect(prefixChecks, "bars are still sampled for the look-ahead check").toBeGreaterThan(8);
  });

  it("measures exposure on played bars: always long from the first bar on is held at all but one close", async () => {
    const always = defineStrategy({
      id: "always",
      params: z.strictObject({}),
      create: () => ({ warmup: 50, generateSignal: (df) => long(df) }),
    });
    const { metrics } = await backtest({ data: history(bars), strategy: always, risk: one, from: at(100) });
    expect(metrics.exposure).toBeCloseTo(199 / 200, 12);
  });

  it("trades as a run over all bars does that holds nothing when it begins", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 30, max: 200 }), async (seed, row) => {
        const columns = sampleBars({ rows: 260, timeframe: "1h", seed });
        const begin = columns.openTime[row]!;
        const later = defineStrategy({
          id: "later",
          params: z.strictObject({}),
          create: () => {
            const strategy = trend.create({});
            return {
              warmup: 20,
              generateSignal: (df) => (df.openTime.last < begin ? null : strategy.generateSignal(df)),
            };
          },
        });
        const options = { risk: one, statistics: false, band: false, prefixChecks: 0 } as const;
        const cut = await backtest({ data: history(columns), strategy: trend, from: begin, ...options });
        const whole = await backtest({ data: history(columns), strategy: later, ...options });
        const unnamed = (trades: typeof cut.trades) => trades.map(({ strategy: _, ...trade }) => trade);
        expect(unnamed(cut.trades)).toEqual(unnamed(whole.trades));
        expect(cut.metrics.endEquity).toBe(whole.metrics.endEquity);
      }),
      { numRuns: 20 },
    );
  });

  it("at or before the first bar plays everything", async () => {
    const whole = await run(history(bars));
    for (const from of [at(0), 0, -1]) {
      const { metrics, trades } = await run(history(bars), { from });
      expect({ metrics, trades }).toEqual({ metrics: whole.metrics, trades: whole.trades });
    }
  });

  it("has another fingerprint for another history, and for another beginning", async () => {
    const fingerprints = await Promise.all([
      run(history(bars), { from: at(100) }),
      run(history(sliceBars(bars, at(1))), { from: at(100) }),
      run(history(bars), { from: at(101) }),
    ]);
    expect(new Set(fingerprints.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it("never warns that history is too short where warm-up bars make it long enough, and warns where they do not", async () => {
    const late = at(295);
    expect((await run(history(bars), { from: late })).warnings).toEqual([]);
    const { warnings } = await run(history(sliceBars(bars, at(290))), { from: late });
    expect(warnings).toEqual([expect.stringContaining("never spoke: it needs 20 bars, the data has 10")]);
  });

  it("shows no bar before it has closed, though it opened before the run: of a day, the hours know nothing", async () => {
    const start = Date.UTC(2024, 0, 1);
    const hours = barsOf(
      Array.from({ length: 96 }, () => [1, 1, 1, 1] as const),
      HOUR,
      start,
    );
    const days = barsOf(
      Array.from({ length: 4 }, () => [1, 1, 1, 1] as const),
      24 * HOUR,
      start,
    );
    const seen: [number, number, number][] = [];
    await backtest({
      data: [history(hours), history(days, "ETH/USDT", "1d")],
      strategy: { definition: spy(seen, "ETH/USDT"), symbols: ["BTC/USDT"] },
      risk: one,
      from: start + 36 * HOUR,
      prefixChecks: 8,
    });
    expect(seen[0]).toEqual([start + 36 * HOUR, 37, 1]);
    expect(
      seen.every(([time, , peer]) => peer === Math.floor((time + HOUR - start) / (24 * HOUR))),
      "a day is there when it has closed",
    ).toBe(true);
  });

  it("reports progress over the bars that are played, to 1", async () => {
    const shares: number[] = [];
    await run(history(bars), { from: at(100), onProgress: (share: number) => shares.push(share) });
    expect(shares[0]).toBeCloseTo(2 / 200, 12);
    expect(shares.at(-1)).toBe(1);
  });

  it.each([
    [Number.NaN, "from is NaN; give epoch milliseconds"],
    [at(299) + 1, "BTC/USDT has no bar that opens at"],
  ])("is refused from %d on", async (from, message) => {
    const error = await run(history(bars), { from }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BadBacktestError);
    expect((error as Error).message).toContain(message);
  });
});
