import fc from "fast-check";
import { expect, it } from "vitest";
import { isoWriter } from "./iso-writer.js";

it("writes every instant as Date does, in any order", () => {
  const iso = isoWriter();
  fc.assert(
    fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.nat({ max: 2 * 86_400_000 }), (time, later) => {
      for (const instant of [time, Math.min(8.64e15, time + later)])
        expect(iso(instant)).toBe(new Date(instant).toISOString());
    }),
  );
});
