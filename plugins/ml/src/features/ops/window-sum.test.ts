import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWindowSum } from "./window-sum.js";

const run = (values: readonly number[], period: number) => {
  const sum = createWindowSum(period);
  return values.map((value) => sum.push(value));
};

describe("createWindowSum", () => {
  it("sums the last values, once there are enough", () => {
    expect(run([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([NaN, NaN, 6, 9, 12, 15, 18]);
    expect(run([4, 5], 1)).toEqual([4, 5]);
  });

  it("equals the sum of whole numbers exactly, whatever the window", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 12 }),
        (values, period) => {
          const direct = values.map((_, i) =>
            i < period - 1 ? NaN : values.slice(i - period + 1, i + 1).reduce((a, b) => a + b, 0),
          );
          expect(run(values, period).map((x) => x + 0)).toEqual(direct.map((x) => x + 0));
        },
      ),
    );
  });

  it("keeps nothing of a spike that has left", () => {
    const sums = run([0.1, 0.2, 1e300, 0.3, 0.1, 0.2, 0, 0, 0], 3);
    expect(sums.slice(5)).toEqual([0.3 + (0.1 + 0.2), 0.1 + 0.2 + 0, 0.2, 0].map((x) => expect.closeTo(x, 15)));
    expect(sums[8]).toBe(0);
  });

  it("starts over after a value that is not finite", () => {
    for (const flaw of [NaN, Infinity, -Infinity])
      expect(run([1, 2, flaw, 3, 4, 5], 2)).toEqual([NaN, 3, NaN, NaN, 7, 9]);
  });
});
