import type { Trade } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadEquityCurveError } from "./bad-equity-curve-error.js";
import { computeMetrics, type MetricsInput } from "./compute-metrics.js";

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);

const trade = (pnl: number, id = 1): Trade => ({
  id,
  symbol: "BTC/USDT",
  strategy: "s",
  side: "long",
  quantity: 1,
  entryTime: START,
  exitTime: START + DAY,
  entryPrice: 100,
  exitPrice: 100 + pnl,
  barsHeld: 2,
  funding: 0,
  dust: 0,
  pnl,
  returnFraction: pnl / 100,
  fees: 0,
  slippage: 0,
  exitReason: "signal",
  worstPrice: 90,
  bestPrice: 110,
  ambiguous: false,
});

const run = (equity: readonly number[], more: Partial<MetricsInput> = {}): MetricsInput => ({
  equity: { time: Float64Array.from(equity.keys(), (i) => START + (i + 1) * DAY), equity: Float64Array.from(equity) },
  startEquity: 100,
  trades: [],
  exposureBars: 0,
  feesPaid: 0,
  slippagePaid: 0,
  bars: [
    {
      openTime: Float64Array.from(equity.keys(), (i) => START + i * DAY),
      open: Float64Array.from(equity, () => 50),
      high: Float64Array.from(equity, () => 60),
      low: Float64Array.from(equity, () => 40),
      close: Float64Array.from(equity, () => 55),
      volume: Float64Array.from(equity, () => 1),
    },
  ],
  ...more,
});

describe("computeMetrics", () => {
  it("measures from the money before the first bar, so that the first bar's result counts", () => {
    const metrics = computeMetrics(run([90, 99, 121]));
    expect(metrics).toMatchObject({ startTime: START, endTime: START + 3 * DAY, startEquity: 100, endEquity: 121 });
    expect(metrics.totalReturn).toBeCloseTo(0.21, 12);
    expect(metrics.maxDrawdown).toBeCloseTo(0.1, 12);
    expect(metrics.maxDrawdownDurationMs).toBe(3 * DAY);
    expect(metrics.buyAndHoldReturn).toBeCloseTo(0.1, 12);
  });

  it("counts trades in money, and the best, worst and average as fractions of their entry notional", () => {
    const metrics = computeMetrics(run([100, 102], { trades: [trade(4), trade(-2), trade(0)], exposureBars: 1 }));
    expect(metrics).toMatchObject({ trades: 3, profitFactor: 2, bestTrade: 0.04, worstTrade: -0.02, exposure: 0.5 });
    expect(metrics.winRate).toBeCloseTo(1 / 3, 12);
    expect(metrics.expectancy).toBeCloseTo(2 / 3, 12);
    expect(metrics.averageTrade).toBeCloseTo(0.02 / 3, 12);
    expect(metrics.averageBarsHeld).toBe(2);
  });

  it("says why each figure is missing: a run without bars", () => {
    const metrics = computeMetrics(run([], { bars: [] }));
    const missing = Object.entries(metrics).flatMap(([name, value]) => (value === null ? [name] : []));
    expect(Object.keys(metrics.undefinedBecause).sort()).toEqual(missing.sort());
    expect(metrics.undefinedBecause).toMatchObject({ totalReturn: "no bars", winRate: "no trades" });
    expect(metrics.endEquity).toBe(100);
  });

  it("gives no yearly rate for a run of less than a month", () => {
    const metrics = computeMetrics(run([101, 103, 102]));
    expect(metrics.cagr).toBeNull();
    expect(metrics.undefinedBecause.calmar).toBe("the run spans 3 days; a yearly rate needs 30");
    expect(metrics.sharpe, "but a ratio of its returns").not.toBeNull();
  });

  it("has no ratio of returns once the money was gone", () => {
    const metrics = computeMetrics(run([50, -10, 5]));
    expect(metrics.undefinedBecause).toMatchObject({ sharpe: "equity reached zero or fell below" });
    expect(metrics.maxDrawdown).toBeCloseTo(1.1, 12);
  });

  it("takes the caller's periods per year where given", () => {
    const equity = Array.from({ length: 40 }, (_, i) => 100 + Math.sin(i));
    const measured = computeMetrics(run(equity));
    const told = computeMetrics(run(equity, { periodsPerYear: 4 * 365 }));
    expect(measured).toMatchObject({ returnPeriod: "day", periodsPerYear: 365 });
    expect(told.sharpe! / measured.sharpe!).toBeCloseTo(2, 12);
  });

  it.each<[string, MetricsInput]>([
    ["a start of nothing", run([1], { startEquity: 0 })],
    ["NaN", run([1, Number.NaN])],
    ["times that stand still", run([1, 2], { equity: { time: Float64Array.of(5, 5), equity: Float64Array.of(1, 2) } })],
    ["a missing value", run([1, 2], { equity: { time: Float64Array.of(5, 6), equity: Float64Array.of(1) } })],
  ])("refuses a broken curve: %s", (_, broken) => {
    expect(() => computeMetrics(broken)).toThrow(BadEquityCurveError);
  });

  it("never answers NaN or Infinity, and gives a reason for every null", () => {
    const money = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    const positive = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
    const points = fc.oneof(fc.array(positive, { maxLength: 80 }), fc.array(money, { maxLength: 20 }));
    fc.assert(
      fc.property(points, fc.array(money, { maxLength: 20 }), positive, (equity, pnls, startEquity) => {
        const metrics = computeMetrics(run(equity, { startEquity, trades: pnls.map(trade) }));
        for (const [name, value] of Object.entries(metrics)) {
          if (typeof value === "number") expect(Number.isFinite(value), name).toBe(true);
          if (value === null) expect(metrics.undefinedBecause[name], name).toBeTypeOf("string");
        }
      }),
    );
  });

  it("keeps rates and ratios when all money is counted in another unit", () => {
    const gains = fc.array(fc.double({ min: -0.3, max: 0.4, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(gains, (returns) => {
        let value = 100;
        const equity = returns.map((r) => (value *= 1 + r));
        const { startEquity: _s, endEquity: _e, ...one } = computeMetrics(run(equity));
        const times4 = run(
          equity.map((x) => 4 * x),
          { startEquity: 400 },
        );
        const { startEquity: _s4, endEquity: _e4, ...four } = computeMetrics(times4);
        expect(four).toEqual(one); // scaling by a power of two is exact
      }),
    );
  });
});
