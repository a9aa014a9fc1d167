import { expect, it } from "vitest";
import { RecentBars } from "./recent-bars.js";

it("measures nothing before all of its bars have been seen", () => {
  const recent = new RecentBars(3);
  recent.push(100, 10);
  recent.push(101, 20);
  expect([recent.averageVolume, recent.volatility]).toEqual([Number.NaN, Number.NaN]);
  recent.push(102, 30);
  expect(recent.averageVolume).toBe(20);
  expect(recent.volatility).toBeGreaterThan(0);
});

it("measures the last bars: mean volume, and the sample deviation of logarithmic returns", () => {
  const recent = new RecentBars(4);
  const closes = [50, 90, 100, 110, 99, 108.9];
  closes.forEach((close, i) => {
    recent.push(close, i);
  });
  expect(recent.averageVolume).toBe((2 + 3 + 4 + 5) / 4);
  const returns = [Math.log(1.1), Math.log(0.9), Math.log(1.1)];
  const mean = (returns[0]! + returns[1]! + returns[2]!) / 3;
  const squares = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(recent.volatility).toBeCloseTo(Math.sqrt(squares / 2), 14);
});
