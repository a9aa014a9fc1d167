import { describe, expect, it } from "vitest";
import { applyCurves } from "./class-curves.js";

describe("curves of classes", () => {
  it("bring each row back to a sum of 1, in proportion", () => {
    const probabilities = Float64Array.of(0.2, 0.3, 0.5, 0.1, 0.1, 0.8);
    applyCurves([(p) => p, () => 0.5, () => 0], probabilities, 3);
    expect(Array.from(probabilities)).toEqual([2 / 7, 5 / 7, 0, 1 / 6, 5 / 6, 0].map((p) => expect.closeTo(p, 12)));
  });

  it("share a row equally of which they leave nothing", () => {
    const probabilities = Float64Array.of(0.2, 0.3, 0.5);
    applyCurves([() => 0, () => 0, () => 0], probabilities, 3);
    expect(Array.from(probabilities)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("are one, of the second class, for two", () => {
    const probabilities = Float64Array.of(0.9, 0.1);
    applyCurves([(p) => 2 * p], probabilities, 2);
    expect(Array.from(probabilities)).toEqual([0.8, 0.2]);
  });
});
