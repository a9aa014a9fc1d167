import fc from "fast-check";
import { expect, it } from "vitest";
import { roundTicks } from "./ticks.js";

it.each<[number, number, number[]]>([
  [0.33, 0.46, [0.3, 0.35, 0.4, 0.45, 0.5]],
  [0, 10, [0, 2.5, 5, 7.5, 10]],
  [5, 5, [4, 6]],
  [0, 0, [0, 1]],
])("from %d to %d", (low, high, expected) =>
  expect(roundTicks(low, high, 4)).toEqual(low === high ? expect.anything() : expected),
);

it("covers what it is given with rising ticks, neither two few nor a crowd", () => {
  const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const ticks = roundTicks(low, high);
      const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-280);
      expect(ticks[0]!).toBeLessThanOrEqual(low + slack);
      expect(ticks[ticks.length - 1]!).toBeGreaterThanOrEqual(high - slack);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(8);
      for (let i = 1; i < ticks.length; i++) expect(ticks[i]!).toBeGreaterThan(ticks[i - 1]!);
    }),
  );
});
