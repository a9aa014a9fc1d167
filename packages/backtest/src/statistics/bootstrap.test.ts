import { createRng, normalQuantile } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharpe } from "../metrics/sharpe.js";
import { totalReturn } from "../metrics/total-return.js";
import { BadStatisticsError } from "./bad-statistics-error.js";
import { type BootstrapOptions, bootstrapReturns } from "./bootstrap.js";

const MEAN = 0.001;
const DEVIATION = 0.01;

/** Normal returns whose neighbours correlate by `memory`; their mean and deviation are known. */
function normalReturns(count: number, seed: number, memory = 0): Float64Array {
  const rng = createRng(seed);
  let value = 0;
  return Float64Array.from({ length: count }, () => {
    const shock = normalQuantile((rng.next() * 4_294_967_296 + 0.5) / 4_294_967_296);
    value = memory * value + Math.sqrt(1 - memory * memory) * shock;
    return MEAN + DEVIATION * value;
  });
}

/** Shares of 400 samples of 250 returns whose interval covers what is true of the process. */
function coverage(memory: number, options: Partial<BootstrapOptions> = {}) {
  const growth = 250 * (MEAN - DEVIATION ** 2 / 2); // of the median path
  let [sharpes, totals] = [0, 0];
  for (let seed = 1; seed <= 400; seed++) {
    const drawn = bootstrapReturns(normalReturns(250, seed, memory), {
      periodsPerYear: 1,
      resamples: 400,
      seed,
      ...options,
    });
    if (drawn.sharpe!.low < MEAN / DEVIATION && MEAN / DEVIATION < drawn.sharpe!.high) sharpes++;
    if (Math.log1p(drawn.totalReturn!.low) < growth && growth < Math.log1p(drawn.totalReturn!.high)) totals++;
  }
  return [sharpes / 400, totals / 400] as const;
}

const days = { periodsPerYear: 365 };

describe("bootstrapReturns", () => {
  it("covers the true figures of a normal process about as often as it says", () => {
    for (const [confidence, low, high] of [
      [0.95, 0.92, 0.975],
      [0.8, 0.75, 0.85],
    ] as const)
      for (const share of coverage(0, { confidence })) {
        expect(share).toBeGreaterThan(low);
        expect(share).toBeLessThan(high);
      }
  });

  it("covers them where returns have memory, which single draws do not", () => {
    for (const share of coverage(0.3)) expect(share).toBeGreaterThan(0.88);
    for (const share of coverage(0.3, { meanBlock: 1 })) expect(share).toBeLessThan(0.87);
  });

  it("estimates what the metrics measure, inside the range", () => {
    const returns = normalReturns(500, 3);
    const drawn = bootstrapReturns(returns, days);
    expect(drawn.sharpe!.estimate).toBe(sharpe(returns, 365));
    expect(drawn.totalReturn!.estimate).toBe(totalReturn(returns));
    for (const { low, estimate, high, resamples } of [drawn.sharpe!, drawn.totalReturn!]) {
      expect(low < estimate && estimate < high).toBe(true);
      expect(resamples).toBe(2_000);
    }
  });

  it("draws all there is in turn where a block never ends: only the start differs", () => {
    const returns = normalReturns(100, 5);
    const { totalReturn: total, sharpe: ratio } = bootstrapReturns(returns, { ...days, meanBlock: 1e15 });
    expect(total!.low).toBeCloseTo(total!.estimate, 12);
    expect(total!.high).toBeCloseTo(total!.estimate, 12);
    expect(ratio!.low).toBeCloseTo(ratio!.estimate, 10);
  });

  it("gives the same for the same seed, and another range for another", () => {
    const returns = normalReturns(100, 7);
    expect(bootstrapReturns(returns, { ...days, seed: 9 })).toEqual(bootstrapReturns(returns, { ...days, seed: 9 }));
    expect(bootstrapReturns(returns, { ...days, seed: 9 })).not.toEqual(
      bootstrapReturns(returns, { ...days, seed: 10 }),
    );
  });

  it("annualises by the root of periods in a year, and the Sharpe ratio knows no leverage", () => {
    const returns = normalReturns(100, 8);
    const [once, ninefold, levered] = [
      bootstrapReturns(returns, { periodsPerYear: 1 }),
      bootstrapReturns(returns, { periodsPerYear: 9 }),
      bootstrapReturns(
        returns.map((value) => 4 * value),
        { periodsPerYear: 1 },
      ),
    ];
    expect(ninefold.sharpe!.low).toBeCloseTo(3 * once.sharpe!.low, 12);
    expect(levered.sharpe!.high).toBeCloseTo(once.sharpe!.high, 12);
    expect(levered.totalReturn!.high).toBeGreaterThan(once.totalReturn!.high);
  });

  it("widens with the confidence", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (seed) => {
        const returns = normalReturns(60, seed);
        const at = (confidence: number) =>
          bootstrapReturns(returns, { ...days, confidence, resamples: 300, seed }).sharpe!;
        expect(at(0.99).high - at(0.99).low).toBeGreaterThan(at(0.5).high - at(0.5).low);
      }),
      { numRuns: 20 },
    );
  });

  it("knows no Sharpe ratio where returns, or too many samples of them, do not vary", () => {
    expect(bootstrapReturns(new Float64Array(100), days)).toMatchObject({ sharpe: null, totalReturn: { high: 0 } });
    expect(bootstrapReturns(new Float64Array(100).fill(0.001), days).sharpe).toBeNull();
    const once = new Float64Array(100).fill(0.001);
    once[40] = 0.05; // about a third of all samples miss it
    expect(bootstrapReturns(once, days).sharpe).toBeNull();
    expect(bootstrapReturns(new Float64Array(), days)).toEqual({ sharpe: null, totalReturn: null, meanBlock: 1 });
  });

  it("knows no growth of an account that was lost", () => {
    const returns = normalReturns(100, 6);
    returns[99] = -1;
    expect(bootstrapReturns(returns, days).totalReturn).toBeNull();
  });

  it("refuses returns and settings that cannot be", () => {
    const returns = normalReturns(100, 1);
    expect(() => bootstrapReturns(Float64Array.of(0.1, Number.NaN), days)).toThrow("return 1 is NaN");
    for (const wrong of [
      { periodsPerYear: 0 },
      { confidence: 1 },
      { confidence: Number.NaN },
      { resamples: 0 },
      { meanBlock: 0.5 },
      { meanBlock: Number.NaN },
    ])
      expect(() => bootstrapReturns(returns, { ...days, ...wrong }), JSON.stringify(wrong)).toThrow(BadStatisticsError);
  });
});
