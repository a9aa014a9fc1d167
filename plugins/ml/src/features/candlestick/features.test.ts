import { frameOf } from "@bellwether/core";
import { candlesticks } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import { sampleDays, sampleHours } from "../../../test/sample-bars.js";
import { sliceBars } from "../../testing/bar-variants.js";
import { featureChecks } from "../../testing/index.js";
import { candlestickBalance, candlestickFeatures, candlestickPatterns } from "./index.js";

it.each(candlestickFeatures.map((feature) => [feature.name, feature] as const))(
  "%s keeps every promise",
  async (_, feature) => {
    const bars = sliceBars(await sampleHours(), 0, 1000);
    const params = feature.params.map((param) => param.default);
    expect(featureChecks({ feature, params, bars, timeframe: "1h" })).toEqual([]);
  },
);

describe("candlestick features", () => {
  it("are one a pattern, 61, by kebab-case names", () => {
    expect(candlestickPatterns).toHaveLength(61);
    const names = candlestickPatterns.map(({ name }) => name);
    expect(names).toContain("candlestick-three-black-crows");
    expect(names).toContain("candlestick-doji");
    expect(new Set(names).size).toBe(61);
  });

  it("are the pattern's sign, a doubled hikkake's too", async () => {
    const df = frameOf(await sampleDays(), { timeframe: "1d" });
    const doubled = new Set<number>();
    for (const [k, pattern] of Object.values(candlesticks).entries()) {
      const fired = pattern(df).values();
      const values = candlestickPatterns[k]!.series(df).values();
      expect(values).toEqual(fired.map((value) => (Math.abs(value) === 200 ? value / 200 : value / 100)));
      for (const [i, value] of fired.entries()) if (Math.abs(value) === 200) doubled.add(values[i]!);
    }
    expect(doubled).toEqual(new Set([1, -1]));
  });

  it("balance bullish against bearish ones, per bar", async () => {
    const df = frameOf(await sampleDays(), { timeframe: "1d" });
    const sums = new Float64Array(df.length);
    for (const pattern of candlestickPatterns)
      for (const [i, value] of pattern.series(df).values().entries()) sums[i]! += value;
    const balance = candlestickBalance.series(df, 5);
    for (let i = 200; i < 400; i++)
      expect(balance.at(i)).toBe((sums[i]! + sums[i - 1]! + sums[i - 2]! + sums[i - 3]! + sums[i - 4]!) / 5);
  });
});
