import fc from "fast-check";
import { expect, it } from "vitest";
import { ticks } from "./curve-scale.js";

it.each<[number, number, number[]]>([
  [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [-0.12, 0.27, [-0.1, 0, 0.1, 0.2]],
  [3, 3, [3]],
])("marks %d to %d", (low, high, expected) => {
  const found = ticks(low, high, 5);
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 12);
});

it("stays inside, in equal steps, and marks neither too little nor too much", () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
      const found = ticks(low, low + span, 5);
      expect(found.length).toBeGreaterThanOrEqual(2);
      expect(found.length).toBeLessThanOrEqual(7);
      const slack = 1e-6 * Math.max(span, Math.abs(low));
      expect(found[0]! >= low - slack && found.at(-1)! <= low + span + slack).toBe(true);
    }),
  );
});
