import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kurtosis, skewness } from "./moments.js";

const values = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 })
  .filter((list) => Math.max(...list) - Math.min(...list) > 0.1)
  .map((list) => Float64Array.from(list));

describe("skewness and kurtosis", () => {
  it("agree with SciPy's bias-corrected figures", () => {
    const lopsided = Float64Array.of(1, 2, 2, 3, 9);
    expect(skewness(lopsided)).toBeCloseTo(1.9693601762387913, 13);
    expect(kurtosis(lopsided)).toBeCloseTo(7.069186539730421, 13);
  });

  it("do not change with place and scale; a mirror turns the skew round", () => {
    fc.assert(
      fc.property(values, (x) => {
        const moved = x.map((value) => 3 * value - 2);
        expect(skewness(moved)).toBeCloseTo(skewness(x)!, 6);
        expect(kurtosis(moved)).toBeCloseTo(kurtosis(x)!, 6);
        expect(skewness(x.map((value) => -value))).toBeCloseTo(-skewness(x)!, 9);
      }),
    );
  });

  it("are null where there is too little, or nothing varies", () => {
    expect(skewness(Float64Array.of(1, 2))).toBeNull();
    expect(kurtosis(Float64Array.of(1, 2, 4))).toBeNull();
    const constant = new Float64Array(50).fill(0.1);
    expect([skewness(constant), kurtosis(constant)]).toEqual([null, null]);
    expect([skewness(new Float64Array()), kurtosis(new Float64Array())]).toEqual([null, null]);
  });
});
