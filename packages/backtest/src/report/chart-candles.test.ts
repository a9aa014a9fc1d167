import { sampleBars } from "@bellwether/core/checks";
import { expect, it } from "vitest";
import { chartCandles } from "./chart-candles.js";

const minutes = sampleBars({ rows: 1_000, timeframe: "1m" });
const bars = { symbol: "X", timeframe: "1m", columns: minutes } as const;

it("draws bars as they are where they are few", () => {
  const candles = chartCandles(bars, 1_000);
  expect(candles).toMatchObject({ timeframe: "1m", bars: 1_000 });
  expect(candles.close).toEqual([...minutes.close]);
  expect(candles.time[1]).toBe(minutes.openTime[1]! / 1_000);
});

it("joins them into the shortest usual timeframe that fits, keeping first open, extremes and last close", () => {
  const candles = chartCandles(bars, 100);
  expect(candles).toMatchObject({ timeframe: "10m", bars: 1_000 });
  expect(candles.time).toHaveLength(100);
  const second = (name: "open" | "high" | "low" | "close") => minutes[name].subarray(10, 20);
  expect(candles.open[1]).toBe(second("open")[0]);
  expect(candles.high[1]).toBe(Math.max(...second("high")));
  expect(candles.low[1]).toBe(Math.min(...second("low")));
  expect(candles.close[1]).toBe(second("close")[9]);
});

it("never exceeds the limit by bars that lie far apart", () => {
  const sparse = { ...minutes, openTime: minutes.openTime.map((_, i) => i * 7_200_000) };
  expect(chartCandles({ ...bars, columns: sparse }, 100).time.length).toBeLessThanOrEqual(100);
});
