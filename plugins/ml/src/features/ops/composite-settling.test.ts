import { describe, expect, it } from "vitest";
import { adxSettling, emaDistanceSettling, macdSettling, wilderBalanceSettling } from "./composite-settling.js";
import { emaSettling, wilderSettling } from "./settling.js";

describe("the settling of what is made of averages", () => {
  it("leaves of the past no more than it says", () => {
    for (const period of [2, 5, 14, 50, 200]) {
      expect((1 - 2 / (period + 1)) ** (emaDistanceSettling(period) - period)).toBeLessThanOrEqual(1e-12);
      expect((1 - 1 / period) ** (wilderBalanceSettling(period) - period)).toBeLessThanOrEqual(1e-13);
    }
  });

  it("has nothing to forget for a period of one", () => {
    expect([emaDistanceSettling(1), wilderBalanceSettling(1), macdSettling(1, 1)]).toEqual([0, 1, 0]);
  });

  it("adds up where one average is made of another", () => {
    expect(macdSettling(26, 9)).toBe(emaSettling(26) + emaSettling(9));
    expect(adxSettling(14)).toBe(2 * wilderSettling(14));
  });
});
