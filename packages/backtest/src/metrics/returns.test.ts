import { describe, expect, it } from "vitest";
import { returnsOf } from "./returns.js";
import { totalReturn } from "./total-return.js";

describe("returnsOf", () => {
  it("is one shorter than the curve, and compounds back to its whole growth", () => {
    const returns = returnsOf(Float64Array.of(100, 110, 99, 198))!;
    expect([...returns].map((r) => Number(r.toFixed(12)))).toEqual([0.1, -0.1, 1]);
    expect(totalReturn(returns)).toBeCloseTo(0.98, 12);
  });
  it("is undefined once growth would start from nothing", () => {
    expect(returnsOf(Float64Array.of(100, 0, 50))).toBeNull();
    expect(returnsOf(Float64Array.of(100, 0)), "a last value of zero is a return of -1").toEqual(Float64Array.of(-1));
  });
});
