import { describe, expect, it } from "vitest";
import { longestDrawdown } from "./longest-drawdown.js";
import { maxDrawdown } from "./max-drawdown.js";

const curve = Float64Array.of(100, 120, 90, 120, 130, 129, 128, 127, 131, 118);
const hours = Float64Array.from(curve.keys(), (i) => i * 3_600_000);

describe("maxDrawdown", () => {
  it("finds the deepest fall, where it began, ended and was made good", () => {
    expect(maxDrawdown(curve)).toEqual({ depth: 0.25, peak: 1, valley: 2, recovery: 3 });
  });
  it("has no recovery where the curve ends below the peak", () => {
    expect(maxDrawdown(Float64Array.of(1, 2, 1, 1.5))).toEqual({ depth: 0.5, peak: 1, valley: 2, recovery: null });
  });
  it("is zero for a curve that never fell, and null for none", () => {
    expect(maxDrawdown(Float64Array.of(1, 1, 2))?.depth).toBe(0);
    expect(maxDrawdown(new Float64Array())).toBeNull();
  });
  it("exceeds 1 when equity goes below zero", () => {
    expect(maxDrawdown(Float64Array.of(100, -50))?.depth).toBe(1.5);
  });
});

describe("longestDrawdown", () => {
  it("may belong to another fall than the deepest: four hours below 130 here", () => {
    expect(longestDrawdown(hours, curve)).toBe(4 * 3_600_000);
  });
  it("counts an unfinished fall up to the last point", () => {
    expect(longestDrawdown(hours.subarray(0, 4), Float64Array.of(3, 2, 2, 2.5))).toBe(3 * 3_600_000);
  });
  it("is zero for a curve that never fell, flat stretches included", () => {
    expect(longestDrawdown(hours.subarray(0, 3), Float64Array.of(1, 1, 1))).toBe(0);
  });
});
