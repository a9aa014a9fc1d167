import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createRollingMedian } from "./rolling-median.js";

const medianOf = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

it("holds the median and the median absolute deviation of the last values, with many of them alike", () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -5, max: 5, noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (values, window) => {
      const rolling = createRollingMedian(window);
      values.forEach((added, i) => {
        rolling.push(added);
        const held = values.slice(Math.max(0, i + 1 - window), i + 1);
        expect(rolling.full).toBe(held.length === window);
        expect(rolling.median() === medianOf(held)).toBe(true);
        expect(rolling.deviation()).toBeCloseTo(medianOf(held.map((x) => Math.abs(x - medianOf(held)))), 12);
      });
    }),
    { numRuns: 500 },
  );
});

it("has none of nothing", () => {
  const rolling = createRollingMedian(3);
  expect([rolling.full, rolling.median()]).toEqual([false, Number.NaN]);
});
