import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pearson, spearman } from "./correlation.js";
import { averageRanks } from "./ranks.js";

const of = (...values: number[]) => Float64Array.from(values);

describe("correlation", () => {
  it("shares ranks between equals", () => {
    expect(averageRanks(of(10, 20, 20, 5, 20))).toEqual(of(2, 4, 4, 1, 4));
  });

  it("has Anscombe's value for his first set", () => {
    const x = of(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5);
    const y = of(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68);
    expect(pearson(x, y)).toBeCloseTo(0.81642, 5);
  });

  it("of ranks is 1 − 6Σd² / n(n² − 1) without ties", () => {
    expect(spearman(of(1, 2, 3, 4, 5), of(2, 1, 4, 3, 5))).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
  });

  it("stays in [−1, 1], the same both ways round, and of ranks under any rising map", () => {
    const columns = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 2,
    });
    fc.assert(
      fc.property(columns, (rows) => {
        const a = Float64Array.from(rows, ([x]) => x);
        const b = Float64Array.from(rows, ([, y]) => y);
        const both = pearson(a, b);
        expect(pearson(b, a)).toBe(both);
        if (both !== null) expect(Math.abs(both)).toBeLessThanOrEqual(1);
        expect(spearman(a.map(Math.cbrt), b)).toBe(spearman(a, b));
      }),
    );
  });

  it("is null where a side does not vary, whatever rounding makes of its mean", () => {
    expect(pearson(of(0.1, 0.1, 0.1), of(1, 2, 3))).toBeNull();
    expect(spearman(of(1, 2, 3), of(0.1, 0.1, 0.1))).toBeNull();
    expect(pearson(of(1), of(1))).toBeNull();
  });
});
