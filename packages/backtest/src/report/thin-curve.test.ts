import fc from "fast-check";
import { expect, it } from "vitest";
import { thinCurve } from "./thin-curve.js";

it("keeps a short curve whole", () => {
  expect([...thinCurve(Float64Array.of(3, 1, 2), 4)]).toEqual([0, 1, 2]);
});

it("keeps at most max points in order, with the first, the last, the highest and the lowest", () => {
  const curves = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(curves, fc.integer({ min: 4, max: 60 }), (values, max) => {
      const curve = Float64Array.from(values);
      const kept = thinCurve(curve, max);
      expect(kept.length).toBeLessThanOrEqual(max);
      expect([...kept]).toEqual([...new Set(kept)].sort((a, b) => a - b));
      expect([kept[0], kept[kept.length - 1]]).toEqual([0, values.length - 1]);
      const shown = Array.from(kept, (i) => values[i]!);
      expect(Math.max(...shown), "highest").toBe(Math.max(...values));
      expect(Math.min(...shown), "lowest").toBe(Math.min(...values));
    }),
  );
});
