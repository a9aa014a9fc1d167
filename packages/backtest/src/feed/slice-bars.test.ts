import { expect, it } from "vitest";
import { sliceBars } from "./slice-bars.js";

const column = Float64Array.of(10, 20, 30, 40);
const bars = {
  openTime: column,
  open: column,
  high: column,
  low: column,
  close: column,
  volume: column,
  extra: { funding: column },
};

it("keeps the bars that open at `from` and before `to`", () => {
  expect([...sliceBars(bars, 20, 40).openTime]).toEqual([20, 30]);
  expect([...sliceBars(bars, 11, 41).close]).toEqual([20, 30, 40]);
  expect([...sliceBars(bars, 20, 40).extra!.funding!]).toEqual([20, 30]);
});

it("keeps all without bounds, and none where no bar opens", () => {
  expect(sliceBars(bars).openTime).toEqual(column);
  expect(sliceBars(bars, 41).openTime).toHaveLength(0);
  expect(sliceBars(bars, 30, 20).openTime).toHaveLength(0);
});

it("hands out copies, so that nobody can write to the history", () => {
  sliceBars(bars).close.fill(0);
  expect(column[0]).toBe(10);
});
