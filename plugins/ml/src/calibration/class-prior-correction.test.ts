import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadCalibrationError } from "./bad-calibration-error.js";
import { classPriorCorrection } from "./class-prior-correction.js";

describe("undoing class weights", () => {
  it("has the known value: 0.3 of a class of 5 % that was trained as one half", () => {
    const probabilities = Float64Array.of(0.7, 0.3);
    classPriorCorrection(probabilities, [0.5, 0.5], [0.95, 0.05]);
    expect(probabilities[1]).toBeCloseTo(0.0220588, 7);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 12);
  });

  it("changes nothing where shares were kept, and is undone by the way back", () => {
    const share = fc.integer({ min: 1, max: 20 });
    const shares = fc.tuple(share, share, share);
    fc.assert(
      fc.property(shares, shares, shares, (given, trained, real) => {
        const sum = given[0] + given[1] + given[2];
        const before = Float64Array.from(given, (part) => part / sum);
        const there = before.slice();
        classPriorCorrection(there, trained, trained);
        for (const [k, p] of there.entries()) expect(p).toBeCloseTo(before[k]!, 12);
        classPriorCorrection(there, trained, real);
        classPriorCorrection(there, real, trained);
        for (const [k, p] of there.entries()) expect(p).toBeCloseTo(before[k]!, 12);
      }),
    );
  });

  it("gives nothing to a class that will not be met, and is refused of shares that cannot be", () => {
    const probabilities = Float64Array.of(0.2, 0.3, 0.5);
    classPriorCorrection(probabilities, [1, 1, 1], [1, 1, 0]);
    expect(Array.from(probabilities)).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.6, 12), 0]);
    for (const [trained, real] of [
      [[0.5, 0.5], [1]],
      [[1], [1]],
      [
        [0, 1, 1],
        [1, 1, 1],
      ],
      [
        [1, 1, 1],
        [1, 1, Number.NaN],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 1, 1],
        [0, 0, 0],
      ],
    ] as const)
      expect(() => classPriorCorrection(Float64Array.of(0.2, 0.3, 0.5), trained, real)).toThrow(BadCalibrationError);
  });
});
