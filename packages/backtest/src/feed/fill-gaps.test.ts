import { expect, it } from "vitest";
import { fillGaps } from "./fill-gaps.js";

it("stands flat at the close before, with no volume, until the next bar", () => {
  const [time, open, high, low, close, volume, funding] = fillGaps(
    [
      [0, 60_000, 240_000],
      [1, 2, 3],
      [1.5, 2.5, 3.5],
      [0.5, 1.5, 2.5],
      [1.25, 2.25, 3.25],
      [10, 20, 30],
      [0.1, 0.2, 0.3],
    ].map((column) => Float64Array.from(column)),
    "1m",
  ).map((column) => [...column]);
  expect(time).toEqual([0, 60_000, 120_000, 180_000, 240_000]);
  expect(open).toEqual([1, 2, 2.25, 2.25, 3]);
  expect(high).toEqual([1.5, 2.5, 2.25, 2.25, 3.5]);
  expect(low).toEqual([0.5, 1.5, 2.25, 2.25, 2.5]);
  expect(close).toEqual([1.25, 2.25, 2.25, 2.25, 3.25]);
  expect(volume).toEqual([10, 20, 0, 0, 30]);
  expect(funding).toEqual([0.1, 0.2, Number.NaN, Number.NaN, 0.3]);
});
