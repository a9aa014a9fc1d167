import { expect, it } from "vitest";
import { createWeightedMean } from "./weighted-mean.js";

it("weighs the newest value most, and starts over on a value that is not finite", () => {
  const mean = createWeightedMean(2);
  expect([3, 6, 9, Number.NaN, 1, 4].map((x) => mean.push(x))).toEqual([Number.NaN, 5, 8, Number.NaN, Number.NaN, 3]);
});

it("forgets a value that swallowed all digits once the window has turned over", () => {
  const mean = createWeightedMean(3);
  for (const x of [1, 2, 1e20, 3, 4, 5, 6]) mean.push(x);
  expect(mean.push(7)).toBe((5 + 2 * 6 + 3 * 7) / 6);
});
