import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLagHistogram } from "./lag-histogram.js";

describe("a lag histogram", () => {
  it("knows nothing before the first value", () => {
    const lags = createLagHistogram();
    expect([lags.count, lags.max, lags.quantile(0.5)]).toEqual([0, null, null]);
  });

  it("tells quantiles at most 5 % too high, never too low, for whatever is recorded", () => {
    const values = fc.array(fc.double({ min: 0.01, max: 86_400_000, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.001, max: 1, noNaN: true }), (all, share) => {
        const lags = createLagHistogram();
        for (const value of all) lags.record(value);
        const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1]!;
        const told = lags.quantile(share)!;
        expect(told).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
        expect(told).toBeLessThanOrEqual(exact * 1.05 * (1 + 1e-9));
        expect(lags.max).toBe(Math.max(...all));
      }),
    );
  });

  it("shows a bug as what it is: NaN as no end of lag, a negative value as none", () => {
    const lags = createLagHistogram();
    lags.record(-1);
    lags.record(Number.NaN);
    expect([lags.quantile(0.5), lags.quantile(1), lags.max]).toEqual([0.01, Infinity, Infinity]);
    lags.clear();
    expect([lags.count, lags.max]).toEqual([0, null]);
  });

  it.each([-0.1, 1.1, Number.NaN])("has no quantile of %s", (share) => {
    const lags = createLagHistogram();
    lags.record(1);
    expect(lags.quantile(share)).toBeNull();
  });
});
