import { describe, expect, it } from "vitest";
import { luckOf } from "./luck.js";

// the published example: Sharpe 2.5 a year on 250 days, 1,250 days, skewness −3, kurtosis 10, 100 trials, variance 0.5 a year
const sample = { sharpe: 2.5 / Math.sqrt(250), periods: 1_250, skewness: -3, kurtosis: 10 };
const trial = (settingsHash: string, sharpe: number | null, periods = 1_250) => ({ settingsHash, sharpe, periods });

describe("luckOf", () => {
  it("is the plain probability for a first trial", () => {
    const luck = luckOf(sample, "a", { trials: [], unreadable: 0 });
    expect(luck).toMatchObject({ trials: 1, expectedMaximumSharpe: 0 });
    expect(luck.deflatedSharpe).toBeGreaterThan(0.99);
  });

  it("deflates by every other trial, also those that cannot be read", () => {
    const trials = Array.from({ length: 99 }, (_, i) => trial(`t${i}`, 0.04 * Math.sin(i)));
    const luck = luckOf(sample, "a", { trials, unreadable: 3 });
    expect(luck.trials).toBe(103);
    expect(luck.expectedMaximumSharpe).toBeGreaterThan(0.05);
    expect(luck.deflatedSharpe).toBeLessThan(luckOf(sample, "a", { trials: [], unreadable: 0 }).deflatedSharpe!);
  });

  it("counts the same settings with the same outcome once, the run itself included", () => {
    const again = trial("a", sample.sharpe);
    const trials = [again, again, trial("b", 0.01), trial("b", 0.01), trial("b", 0.02)];
    expect(luckOf(sample, "a", { trials, unreadable: 0 }).trials).toBe(3);
  });

  it("counts trials without a Sharpe ratio, and has none itself where it is undefined", () => {
    const luck = luckOf(null, "a", { trials: [trial("b", null, 0)], unreadable: 0 });
    expect(luck).toMatchObject({ trials: 2, sharpe: null, deflatedSharpe: null });
  });
});
