import { quantile } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { quantilesOf } from "./quantiles.js";

describe("quantiles", () => {
  it("lie on straight lines between neighbours", () => {
    const sorted = Float64Array.of(10, 20, 40);
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(sorted, q))).toEqual([10, 15, 20, 30, 40]);
  });
  it("sort by number, and leave what they are given as it was", () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => (i * 37) % 101);
    const before = values.slice();
    expect(quantilesOf(values)).toEqual({ q01: 1, q05: 5, q50: 50, q95: 95, q99: 99 });
    expect(values).toEqual(before);
  });
  it("are the value itself where there is only one", () => {
    expect(quantilesOf(Float64Array.of(7))).toEqual({ q01: 7, q05: 7, q50: 7, q95: 7, q99: 7 });
  });
});
