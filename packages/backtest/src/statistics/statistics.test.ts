import type { Trade } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { noOracles, readInput, readOracle } from "../../test/oracles/oracle-files.js";
import { replay } from "../../test/oracles/replay.js";
import { everything, sizedBy } from "../../test/oracles/sizing.js";
import type { History } from "../feed/history-feed.js";
import { sliceBars } from "../feed/slice-bars.js";
import { BadEquityCurveError } from "../metrics/bad-equity-curve-error.js";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { computeStatistics, type StatisticsInput } from "./statistics.js";

const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2024, 0, 1);
const SYMBOL = "BTC/USDT";

/** A market of `days` daily bars that swings, and a curve of equity that follows it. */
function run(
  days: number,
  tradeCount: number,
  gain: (trade: number) => number = (trade) => (trade % 3 ? 40 : -50),
): StatisticsInput {
  const openTime = Float64Array.from({ length: days }, (_, i) => MONDAY + i * DAY_MS);
  const open = openTime.map((_, i) => 100 + 10 * Math.sin(0.7 * i * i));
  const columns = { openTime, open, high: open, low: open, close: open, volume: open };
  const trades = Array.from({ length: tradeCount }, (_, i): Trade => {
    const entryTime = MONDAY + (i % Math.max(1, days - 2)) * DAY_MS;
    return {
      id: i + 1,
      symbol: SYMBOL,
      strategy: "test",
      side: i % 2 ? "long" : "short",
      quantity: 10,
      entryTime,
      exitTime: entryTime + DAY_MS,
      entryPrice: 100,
      exitPrice: 100,
      barsHeld: 1,
      pnl: gain(i),
      returnFraction: gain(i) / 1_000,
      fees: 2,
      slippage: 0,
      funding: 0,
      dust: 0,
      exitReason: "signal",
      worstPrice: 100,
      bestPrice: 100,
      ambiguous: false,
    };
  });
  return {
    equity: { time: openTime.map((time) => time + DAY_MS), equity: open.map((price) => 100 * price) },
    startEquity: 10_000,
    trades,
    bars: [{ symbol: SYMBOL, columns }],
  };
}

/** Paths at which `value` holds something that JSON would change. */
function unplain(value: unknown, path = "$"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (value === null || typeof value === "string") return [];
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return [path];
  return Object.entries(value).flatMap(([key, inner]) => unplain(inner, `${path}.${key}`));
}

describe("computeStatistics", () => {
  it("gives all of them where returns and trades suffice", () => {
    const statistics = computeStatistics(run(60, 30));
    const { sampling, ...figures } = statistics;
    expect(Object.values(figures).map(({ status }) => status)).toEqual(new Array(5).fill("ok"));
    expect(sampling).toMatchObject({ returnPeriod: "day", returns: 60, periodsPerYear: 365 });
    expect(figures.sharpe).toMatchObject({ confidence: 0.95, resamples: 2_000 });
    expect(figures.monteCarlo).toMatchObject({ trades: 30, runs: 2_000 });
    expect(figures.randomEntries).toMatchObject({ trades: 30, resamples: 1_000 });
  });

  it("says what is missing instead of a number, one below the least", () => {
    const few = computeStatistics(run(59, 29));
    const returns = { status: "too-few", need: 60, have: 59, what: "daily returns" };
    const trades = { status: "too-few", need: 30, have: 29, what: "trades" };
    expect(few).toEqual({
      sampling: { returnPeriod: "day", returns: 59, periodsPerYear: 365, meanBlock: null },
      sharpe: returns,
      totalReturn: returns,
      probabilisticSharpe: returns,
      monteCarlo: trades,
      randomEntries: trades,
    });
  });

  it("withholds only what lacks a sample: many trades in few days, few trades in many", () => {
    expect(computeStatistics(run(20, 40))).toMatchObject({
      sharpe: { status: "too-few", have: 20 },
      monteCarlo: { status: "ok" },
    });
    expect(computeStatistics(run(200, 2))).toMatchObject({
      sharpe: { status: "ok" },
      randomEntries: { status: "too-few", have: 2 },
    });
  });

  it("stands for a run without bars", () => {
    const statistics = computeStatistics({ ...run(0, 0), bars: [] });
    expect(statistics.sharpe).toMatchObject({ status: "too-few", have: 0 });
    expect(unplain(statistics)).toEqual([]);
  });

  it("says why where a sample is large enough but defines nothing", () => {
    const idle = run(90, 0);
    const flat = computeStatistics({ ...idle, equity: { ...idle.equity, equity: new Float64Array(90).fill(10_000) } });
    expect(flat.sharpe).toEqual({ status: "undefined", because: "returns vary too seldom" });
    expect(flat.probabilisticSharpe).toEqual({ status: "undefined", because: "returns do not vary" });
    expect(flat.totalReturn).toMatchObject({ status: "ok", low: 0, high: 0 });
    const broke = { ...idle, equity: { ...idle.equity, equity: idle.equity.equity.with(50, -1) } };
    expect(computeStatistics(broke).totalReturn).toMatchObject({ because: "equity reached zero or fell below" });
    expect(computeStatistics(run(90, 40, () => -300)).monteCarlo).toMatchObject({
      because: "equity reached zero or fell below",
    });
    for (const statistics of [flat, computeStatistics(broke)]) expect(unplain(statistics)).toEqual([]);
  });

  it("is plain data, the same for the same seed and another for another", () => {
    const input = run(90, 60);
    const statistics = computeStatistics({ ...input, seed: 3 });
    expect(unplain(statistics)).toEqual([]);
    expect(computeStatistics({ ...input, seed: 3 })).toEqual(statistics);
    expect(computeStatistics({ ...input, seed: 4 })).not.toEqual(statistics);
  });

  it("refuses a broken curve, and trades whose bars are missing", () => {
    const input = run(90, 40);
    expect(() => computeStatistics({ ...input, startEquity: 0 })).toThrow(BadEquityCurveError);
    expect(() => computeStatistics({ ...input, bars: [] })).toThrow(BadStatisticsError);
  });
});

describe("computeStatistics of runs over real bars", () => {
  const crossing = async (history: History) => {
    const { report } = await replay({
      history,
      params: { fast: 5, slow: 20 },
      risk: sizedBy(everything),
      cash: 1e7,
      rules: { maker: 0.001, taker: 0.001 },
      finalize: true,
    });
    const { equity, trades, bars, metrics } = report;
    return { metrics, trades, statistics: computeStatistics({ equity, trades, bars, startEquity: 1e7 }) };
  };
  const hours = async (days: number) => {
    const history = await readInput("data/btcusdt-binance-1h.csv.gz", "1h");
    const from = Date.UTC(2021, 0, 1);
    return { ...history, columns: sliceBars(history.columns, from, from + days * DAY_MS) };
  };

  it("estimate what the metrics of the same run say", async (context) => {
    if (readOracle("special-functions.json") === undefined) return context.skip(noOracles);
    const { metrics, trades, statistics } = await crossing(await readInput("data/btcusdt-binance-1d.csv", "1d"));
    expect(trades.length).toBeGreaterThan(30);
    expect(unplain(statistics)).toEqual([]);
    const { sharpe, totalReturn, probabilisticSharpe, monteCarlo, randomEntries } = statistics;
    if (sharpe.status !== "ok" || totalReturn.status !== "ok" || probabilisticSharpe.status !== "ok")
      throw new Error("withheld returns");
    if (monteCarlo.status !== "ok" || randomEntries.status !== "ok") throw new Error("withheld trades");
    expect(sharpe.estimate).toBeCloseTo(metrics.sharpe!, 12);
    expect(totalReturn.estimate).toBeCloseTo(metrics.totalReturn!, 9);
    expect(sharpe.low).toBeLessThan(sharpe.estimate);
    expect(probabilisticSharpe.value > 0.5).toBe(sharpe.estimate > 0);
    expect(randomEntries.observedMean).toBeCloseTo(metrics.averageTrade!, 12);
    expect(randomEntries.costPerTrade).toBeCloseTo(0.002, 3);
    // between trades a curve cannot have fallen deeper than it did at some close
    expect(monteCarlo.shuffled.observedDrawdown).toBeLessThanOrEqual(metrics.maxDrawdown! + 0.002);
    expect(monteCarlo.redrawn.endEquity.q05).toBeLessThan(metrics.endEquity);
  });

  it("cut an intraday curve into days, or into bars where there are fewer than sixty", async (context) => {
    if (readOracle("special-functions.json") === undefined) return context.skip(noOracles);
    const quarter = (await crossing(await hours(90))).statistics;
    expect(quarter.sampling).toMatchObject({ returnPeriod: "day", returns: 90, periodsPerYear: 365 });
    const month = (await crossing(await hours(30))).statistics;
    expect(month.sampling.returnPeriod).toBe("bar");
    expect(month.sampling.returns).toBeGreaterThan(700);
    expect(month.sampling.periodsPerYear! / (365 * 24)).toBeCloseTo(1, 1);
    expect(month.sharpe.status).toBe("ok");
  });
});
