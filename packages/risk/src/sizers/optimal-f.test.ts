import fc from "fast-check";
import { expect, it } from "vitest";
import { optimalF } from "./optimal-f.js";

const growth = (results: Float64Array, f: number) => {
  const worst = -Math.min(...results);
  return results.reduce((sum, result) => sum + Math.log(1 + (f * result) / worst), 0);
};

it("is 0.24 for the nine trades of the book, and 0.25 for a coin that pays two to one", () => {
  expect(optimalF(Float64Array.of(9, 18, 7, 1, 10, -5, -3, -17, -7))).toBeCloseTo(0.24, 2);
  expect(optimalF(Float64Array.of(2, -1))).toBeCloseTo(0.25, 12);
});

it("is the f at which money grows fastest", () => {
  const results = fc
    .array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 30 })
    .map((all) => Float64Array.from(all));
  fc.assert(
    fc.property(results, fc.double({ min: 0, max: 0.999, noNaN: true }), (all, other) => {
      const f = optimalF(all);
      if (Math.min(...all) >= 0) expect(f, "nothing was ever lost").toBeNaN();
      else expect(growth(all, f)).toBeGreaterThanOrEqual(growth(all, other) - 1e-9);
    }),
  );
});

it("stakes nothing on trades that lose on balance", () => {
  expect(optimalF(Float64Array.of(1, -2))).toBe(0);
});
