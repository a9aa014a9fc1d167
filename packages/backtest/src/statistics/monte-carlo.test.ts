import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxDrawdown } from "../metrics/max-drawdown.js";
import { totalReturn } from "../metrics/total-return.js";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { monteCarlo } from "./monte-carlo.js";

const results = fc
  .array(fc.double({ min: -0.5, max: 0.8, noNaN: true }), { minLength: 1, maxLength: 30 })
  .map((list) => Float64Array.from(list));

const drawdownOf = (returns: readonly number[]) => {
  const curve = [1];
  for (const value of returns) curve.push(curve.at(-1)! * (1 + value));
  return maxDrawdown(Float64Array.from(curve))!.depth;
};
const ordersOf = (list: readonly number[]): number[][] =>
  list.length < 2
    ? [[...list]]
    : list.flatMap((head, i) => ordersOf(list.toSpliced(i, 1)).map((rest) => [head, ...rest]));

/** Four standard deviations of a share of 20,000 draws. */
const chance = (share: number) => 4 * Math.sqrt((share * (1 - share)) / 20_000) + 1e-12;

describe("monteCarlo, shuffled", () => {
  it("meets every order equally often: probabilities are those of counting all 120", () => {
    const trades = [0.1, -0.12, -0.08, 0.3, -0.05];
    const falls = ordersOf(trades).map(drawdownOf);
    for (const drawdownLevel of [0.13, 0.17, 0.2, 0.22]) {
      const deeper = falls.filter((fall) => fall > drawdownLevel).length / falls.length;
      const { shuffled } = monteCarlo(Float64Array.from(trades), { drawdownLevel, runs: 20_000 });
      expect(Math.abs(shuffled.drawdownProbability - deeper), `${drawdownLevel}`).toBeLessThan(chance(deeper));
    }
  });

  it("lies between the deepest single loss and all losses in a row; so does what happened", () => {
    fc.assert(
      fc.property(results, (returns) => {
        const { observedDrawdown, maxDrawdown: falls } = monteCarlo(returns, { runs: 50 }).shuffled;
        const losses = [...returns].filter((value) => value < 0);
        const [least, most] = [Math.max(0, ...losses.map((value) => -value)), drawdownOf(losses)];
        for (const fall of [observedDrawdown, falls.q01, falls.q99]) {
          expect(fall).toBeGreaterThanOrEqual(least - 1e-12);
          expect(fall).toBeLessThanOrEqual(most + 1e-12);
        }
      }),
    );
  });

  it("has quantiles in order, and an observed drawdown that the metrics agree with", () => {
    fc.assert(
      fc.property(results, (returns) => {
        const { shuffled, redrawn } = monteCarlo(returns, { runs: 100 });
        expect(shuffled.observedDrawdown).toBeCloseTo(drawdownOf([...returns]), 12);
        for (const { q01, q05, q50, q95, q99 } of [shuffled.maxDrawdown, redrawn.maxDrawdown, redrawn.endEquity])
          expect(q01 <= q05 && q05 <= q50 && q50 <= q95 && q95 <= q99).toBe(true);
      }),
    );
  });

  it("leaves the trades it is given in their order", () => {
    const returns = Float64Array.of(0.1, -0.2, 0.3, -0.1);
    monteCarlo(returns, { runs: 10 });
    expect([...returns]).toEqual([0.1, -0.2, 0.3, -0.1]);
  });
});

describe("monteCarlo, redrawn", () => {
  it("ruins as often as the binomial distribution says", () => {
    // one loss leaves 0.6, two leave 0.36: half is lost from the second on
    const returns = Float64Array.of(-0.4, 0, 0);
    const [loss, none] = [1 / 3, 2 / 3];
    const atLeastTwo = 3 * loss ** 2 * none + loss ** 3;
    const { redrawn } = monteCarlo(returns, { runs: 20_000, ruinLevel: 0.5 });
    expect(Math.abs(redrawn.ruinProbability - atLeastTwo)).toBeLessThan(chance(atLeastTwo));
    expect(redrawn.endEquity.q50).toBeCloseTo(0.6, 12);
    expect(redrawn.endEquity.q99).toBe(1);
  });

  it("knows the end where all trades are equal", () => {
    const { redrawn, shuffled } = monteCarlo(new Float64Array(10).fill(0.02), { startEquity: 1_000 });
    const end = 1_000 * (1 + totalReturn(new Float64Array(10).fill(0.02)));
    for (const value of Object.values(redrawn.endEquity)) expect(value).toBeCloseTo(end, 9);
    expect(shuffled).toMatchObject({ observedDrawdown: 0, drawdownProbability: 0 });
    expect(redrawn.ruinProbability).toBe(0);
  });

  it("never comes back from nothing", () => {
    const { redrawn, shuffled } = monteCarlo(Float64Array.of(-1.5, 4), { runs: 20_000 });
    expect(shuffled.maxDrawdown).toEqual({ q01: 1, q05: 1, q50: 1, q95: 1, q99: 1 });
    expect(Math.abs(redrawn.ruinProbability - 0.75)).toBeLessThan(chance(0.75));
    expect(redrawn.endEquity).toMatchObject({ q01: 0, q50: 0, q99: 25 });
  });
});

describe("monteCarlo", () => {
  it("gives the same for the same seed, and another answer for another", () => {
    const returns = Float64Array.of(0.1, -0.2, 0.3, -0.1, 0.05, -0.02);
    expect(monteCarlo(returns, { seed: 4 })).toEqual(monteCarlo(returns, { seed: 4 }));
    expect(monteCarlo(returns, { seed: 4 })).not.toEqual(monteCarlo(returns, { seed: 5 }));
  });

  it("refuses trades and settings that cannot be", () => {
    expect(() => monteCarlo(new Float64Array())).toThrow("number of trades is 0");
    expect(() => monteCarlo(Float64Array.of(Number.NaN))).toThrow(BadStatisticsError);
    for (const wrong of [{ runs: 0 }, { drawdownLevel: 1 }, { ruinLevel: Number.NaN }, { startEquity: 0 }])
      expect(() => monteCarlo(Float64Array.of(0.1), wrong), JSON.stringify(wrong)).toThrow(BadStatisticsError);
  });
});
