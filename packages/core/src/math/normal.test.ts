import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity } from "./normal-cdf.js";
import { normalQuantile } from "./normal-quantile.js";

const relativeError = (ours: number, theirs: number) => Math.abs(ours / theirs - 1);

/** Erfc in 60 digits, rounded to a double. */
const CDF: readonly (readonly [x: number, probability: number])[] = [
  [-30, 4.906713927148187e-198],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-3.0001, 0.0013494549132607172],
  [-2.9999, 0.0013503412829549248],
  [-1, 0.15865525393145705],
  [-0.001, 0.49960105778608893],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [2, 0.9772498680518208],
];
const QUANTILES: readonly (readonly [probability: number, x: number])[] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [0.02, -2.053748910631823],
  [0.499, -0.002506630899571766],
  [0.75, 0.6744897501960817],
];

describe("the standard normal distribution", () => {
  it("agrees with values computed in sixty digits, far into the lower tail", () => {
    for (const [x, probability] of CDF) expect(relativeError(normalCdf(x), probability), `${x}`).toBeLessThan(5e-14);
    for (const [p, x] of QUANTILES) expect(relativeError(normalQuantile(p), x), `${p}`).toBeLessThan(1e-13);
  });

  it("has a quantile for every probability, and comes back from it", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-290, max: 0.5, minExcluded: true, noNaN: true }), (p) => {
        expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
      }),
    );
  });

  it("is symmetric", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
      }),
    );
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(-normalQuantile(1 - 0.975), 14);
  });

  it("rises without a step where its two methods meet, and ends at 0 and 1", () => {
    for (const x of [-3, 3]) {
      const [before, at, after] = [normalCdf(x - 1e-6), normalCdf(x), normalCdf(x + 1e-6)];
      expect((after - before) / (2e-6 * normalDensity(x))).toBeCloseTo(1, 6);
      expect(before < at && at < after).toBe(true);
    }
    expect([normalCdf(-50), normalCdf(50), normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1, 0, 1]);
  });

  it("has no value where there is none to be at", () => {
    expect(normalCdf(Number.NaN)).toBeNaN();
    expect(normalDensity(Number.NaN)).toBeNaN();
  });

  it("has no quantile for what is no probability", () => {
    for (const p of [0, 1, -0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
  });
});
