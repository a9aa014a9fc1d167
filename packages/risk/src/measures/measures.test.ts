import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beta } from "./beta.js";
import { correlation } from "./correlation.js";
import { covariance } from "./covariance.js";
import { BadMeasureError } from "./errors.js";
import { ewmaCovariance, ewmaVariance } from "./ewma-covariance.js";
import { ledoitWolf } from "./ledoit-wolf.js";
import { portfolioVariance, riskShares } from "./portfolio-risk.js";
import { rollingCorrelation } from "./rolling-correlation.js";
import { simpleReturns } from "./simple-returns.js";
import { volatility } from "./volatility.js";

const f = (...values: number[]) => Float64Array.from(values);
const a = f(0.01, 0.02, 0.03); // deviations -1, 0, 1 percent
const b = f(0.02, 0.06, 0.04); // deviations -2, 2, 0 percent

/** As many series of equal length as asked for, of returns between -20 % and 20 %. */
const assets = (count: number) =>
  fc
    .integer({ min: 2, max: 30 })
    .chain((rows) =>
      fc.array(fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: rows, maxLength: rows }), {
        minLength: count,
        maxLength: count,
      }),
    )
    .map((series) => series.map((values) => Float64Array.from(values, (value) => value / 10_000)));

describe("measures by hand", () => {
  it("simple returns are fractions of the close before", () => {
    expect([...simpleReturns(f(100, 110, 99))]).toEqual([110 / 100 - 1, 99 / 110 - 1]);
    expect([...simpleReturns(f(100, 0, 5, Number.NaN, 7))], "nothing is a fraction of zero").toEqual([
      -1,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(simpleReturns(f(100))).toHaveLength(0);
    expect(simpleReturns(f())).toHaveLength(0);
  });

  it("covariance divides by n - 1", () => {
    const { size, values } = covariance([a, b]);
    expect(size).toBe(2);
    const expected = [1e-4, 1e-4, 1e-4, 4e-4]; // (1 + 0 + 1) / 2, (2 + 0 + 0) / 2, (4 + 4 + 0) / 2
    for (const [i, entry] of expected.entries()) expect(values[i]).toBeCloseTo(entry, 15);
  });

  it("correlation, beta and volatility follow from it, over the last returns only", () => {
    expect(correlation([a, b]).values[1]).toBeCloseTo(0.5, 14); // 1 / (1 × 2)
    expect(rollingCorrelation(f(9, 9, ...a), f(-9, ...b), 3)).toBeCloseTo(0.5, 14);
    expect(beta(f(5, ...a), f(-5, ...b), 3)).toBeCloseTo(0.25, 14);
    expect(volatility(f(7, ...b), 3)).toBeCloseTo(0.02, 15);
  });

  it("an exponentially weighted variance starts with the first square", () => {
    expect(ewmaVariance(f(0.1, 0.2), 0.75)).toBeCloseTo(0.75 * 0.01 + 0.25 * 0.04, 15);
    expect(ewmaCovariance([f(0.1, 0.2), f(0.3, -0.1)], 0.75).values[1]).toBeCloseTo(0.75 * 0.03 - 0.25 * 0.02, 15);
  });

  it("ledoit-wolf takes the whole target where the sample says nothing about it", () => {
    // two rows: deviations ±(1, 2) percent; S = [[1, 2], [2, 4]], the same outer product in each row, so no noise
    const certain = ledoitWolf([f(0.01, -0.01), f(0.02, -0.02)])!;
    expect(certain.shrinkage).toBeCloseTo(0, 12);
    expect(certain.covariance.values[1]).toBeCloseTo(2e-4, 15);
    // rows (±1, 0), (0, ±2): S = diag(1/2, 2); distance² 9/8, noise² (34/4 - 17/4)/4 = 17/16
    const noisy = ledoitWolf([f(0.01, -0.01, 0, 0), f(0, 0, 0.02, -0.02)])!;
    expect(noisy.shrinkage).toBeCloseTo(17 / 18, 12);
    expect(noisy.covariance.values[0]).toBeCloseTo((0.5 / 18 + (17 / 18) * 1.25) * 1e-4, 15);
  });

  it("the risk of a portfolio splits among its holdings", () => {
    const sample = { size: 2, values: f(4, 1, 1, 9) };
    expect(portfolioVariance(f(0.5, 0.5), sample)).toBe(3.75);
    expect([...riskShares(f(0.5, 0.5), sample)]).toEqual([1.25 / 3.75, 2.5 / 3.75]);
    expect([...riskShares(f(0, 0), sample)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("what the data cannot define", () => {
  const still = f(0.1, 0.1, 0.1);
  const drift = simpleReturns(Float64Array.from({ length: 4 }, (_, i) => 7 * 1.01 ** i)); // constant but for rounding
  it.each<[string, number | null]>([
    ["volatility before the window is full", volatility(a, 4)],
    ["volatility over a NaN", volatility(f(0.1, Number.NaN), 2)],
    ["correlation before the window is full", rollingCorrelation(a, f(0.1), 3)],
    ["correlation with what does not move", rollingCorrelation(a, still, 3)],
    ["correlation with constant growth, which moves by rounding only", rollingCorrelation(a, drift, 3)],
    ["correlation over a NaN", rollingCorrelation(a, f(1, Number.NaN, 2), 3)],
    ["beta in a still market", beta(a, still, 3)],
    ["beta before the window is full", beta(f(), a, 3)],
    ["beta of a NaN", beta(f(1, Number.NaN, 2), a, 3)],
    ["variance of nothing", ewmaVariance(f())],
  ])("%s is null", (_, value) => expect(value).toBeNull());

  it("in a matrix it is NaN, and touches no other entry", () => {
    expect(covariance([f(0.1), f(0.2)]).values.every(Number.isNaN), "one row").toBe(true);
    const { values } = correlation([a, still, b]);
    expect([...values].map((value) => (Number.isNaN(value) ? null : Number(value.toFixed(12))))).toEqual([
      ...[1, null, 0.5],
      ...[null, null, null],
      ...[0.5, null, 1],
    ]);
    expect(ledoitWolf([f(0.1), f(0.2)])).toBeNull();
    expect(ledoitWolf([f(0.1, Number.NaN), f(0.2, 0.1)])).toBeNull();
    expect(covariance([]).size).toBe(0);
  });

  it("a volatility of constant returns is zero exactly", () => expect(volatility(still, 3)).toBe(0));
});

describe("a bad question is an error", () => {
  it.each([
    ["a window of one", () => volatility(a, 1)],
    ["a window that is no number", () => rollingCorrelation(a, b, Number.NaN)],
    ["half a bar", () => beta(a, b, 2.5)],
    ["a decay of one", () => ewmaVariance(a, 1)],
    ["a decay that is no number", () => ewmaCovariance([a], Number.NaN)],
    ["series of unequal length", () => covariance([a, f(0.1)])],
    ["too few weights", () => portfolioVariance(f(1), { size: 2, values: f(1, 0, 0, 1) })],
  ])("%s", (_, ask) => expect(ask).toThrow(BadMeasureError));
  it("names the series that is out of line", () => {
    expect(() => ledoitWolf([a, b, f(0.1)])).toThrow("series 2 has 1 rows and series 0 has 3");
  });
});

describe("whatever the returns", () => {
  it("correlation is symmetric, within [-1, 1], and blind to scale and origin", () => {
    fc.assert(
      fc.property(assets(3), (returns) => {
        const { values } = correlation(returns);
        const moved = correlation(returns.map((series) => series.map((value) => 4 * value + 0.5))).values;
        for (let i = 0; i < 3; i++) {
          for (let j = 0; j < 3; j++) {
            const rho = values[i * 3 + j]!;
            expect(rho).toBe(values[j * 3 + i]);
            if (Number.isNaN(rho)) continue;
            expect(Math.abs(rho)).toBeLessThanOrEqual(1);
            expect(moved[i * 3 + j]).toBeCloseTo(rho, 9);
          }
        }
      }),
    );
  });

  it("ledoit-wolf keeps the total variance, and takes only from beside the diagonal", () => {
    fc.assert(
      fc.property(assets(3), (returns) => {
        const { covariance: shrunk, shrinkage } = ledoitWolf(returns)!;
        expect(shrinkage).toBeGreaterThanOrEqual(0);
        expect(shrinkage).toBeLessThanOrEqual(1);
        const rows = returns[0]!.length;
        const sample = covariance(returns).values.map((value) => (value * (rows - 1)) / rows);
        const trace = (values: Float64Array) => values[0]! + values[4]! + values[8]!;
        expect(trace(shrunk.values)).toBeCloseTo(trace(sample), 12);
        expect(shrunk.values[1]).toBeCloseTo((1 - shrinkage) * sample[1]!, 12);
      }),
    );
  });

  it("risk shares sum to one", () => {
    fc.assert(
      fc.property(assets(4), (returns) => {
        const shares = riskShares(f(0.1, 0.2, 0.3, 0.4), covariance(returns));
        const sum = shares.reduce((total, share) => total + share, 0);
        if (!Number.isNaN(sum)) expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });
});
