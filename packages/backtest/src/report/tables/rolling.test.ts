import { describe, expect, it } from "vitest";
import { sharpe } from "../../metrics/sharpe.js";
import { MIN_WINDOW, rollingRatios } from "./rolling.js";

const DAY = 86_400_000;
const daily = (returns: Float64Array | null, n: number, periodsPerYear: number | null = 365) => ({
  time: Float64Array.from({ length: n }, (_, i) => (i + 1) * DAY),
  returns,
  returnPeriod: "day" as const,
  periodsPerYear,
});
const wave = (n: number) => Float64Array.from({ length: n }, (_, i) => 0.01 * Math.sin(i) + 0.001);

describe("rollingRatios", () => {
  it("is null until the window is full, then equals the ratio of the last window of returns", () => {
    const returns = wave(400);
    const { window, sharpe: rolling, volatility, time } = rollingRatios(daily(returns, 400));
    expect(window, "a quarter of 365 days").toBe(91);
    expect(rolling.slice(0, 90)).toEqual(new Array(90).fill(null));
    expect(rolling[90]).toBe(sharpe(returns.subarray(0, 91), 365));
    expect(rolling[399]).toBe(sharpe(returns.subarray(309, 400), 365));
    expect(volatility[399]).toBeCloseTo(0.01 * Math.SQRT1_2 * Math.sqrt(365), 2);
    expect(time).toHaveLength(400);
  });

  it("takes a third of a short run, and says nothing of a very short one", () => {
    expect(rollingRatios(daily(wave(90), 90)).window).toBe(30);
    const { window, sharpe: none } = rollingRatios(daily(wave(19), 19));
    expect(window).toBe(MIN_WINDOW);
    expect(none.every((value) => value === null)).toBe(true);
  });

  it("defines no Sharpe ratio for returns that do not vary, and nothing after ruin", () => {
    const still = rollingRatios(daily(new Float64Array(100), 100));
    expect(still.sharpe.at(-1)).toBeNull();
    expect(still.volatility.at(-1)).toBe(0);
    expect(rollingRatios(daily(null, 100)).volatility.at(-1)).toBeNull();
    expect(rollingRatios(daily(wave(100), 100, null)).sharpe.at(-1)).toBeNull();
  });

  it("measures a long run at evenly spaced ends, the last among them, and the same values there", () => {
    const returns = wave(2_500);
    const all = rollingRatios(daily(returns, 2_500), 2_500);
    const some = rollingRatios(daily(returns, 2_500), 100);
    expect(some.time.length).toBeLessThanOrEqual(100);
    expect(some.time.at(-1)).toBe(2_500 * DAY);
    for (const [i, time] of some.time.entries()) expect(some.sharpe[i]).toBe(all.sharpe[time / DAY - 1]);
  });
});
