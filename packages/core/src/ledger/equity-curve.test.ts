import { expect, it } from "vitest";
import { EquityCurve } from "./equity-curve.js";

it("takes more points than expected, and amends the last", () => {
  const curve = new EquityCurve(1);
  curve.amend(7);
  expect(curve.length).toBe(0);
  for (let i = 0; i < 1_000; i++) curve.push(i, 2 * i);
  curve.amend(-1);
  expect([curve.length, curve.time.length, curve.time[999], curve.equity[998], curve.equity[999]]).toEqual([
    1_000, 1_000, 999, 1_996, -1,
  ]);
});
