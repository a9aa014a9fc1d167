import { expect, it } from "vitest";
import { pickRows, rowsByTime, withoutDuplicates } from "./order-bars.js";

const times = Float64Array.of(30, 10, 30, 20, 10);

it("sorts rows by time, equal times in the order they came", () => {
  expect([...rowsByTime(times)]).toEqual([1, 4, 3, 0, 2]);
});

it("leaves the first or the last of each time", () => {
  expect([...withoutDuplicates(times, rowsByTime(times), "first")]).toEqual([1, 3, 0]);
  expect([...withoutDuplicates(times, rowsByTime(times), "last")]).toEqual([4, 3, 2]);
});

it("picks rows of every column alike", () => {
  expect(pickRows([times, times], Uint32Array.of(3, 0))).toEqual([Float64Array.of(20, 30), Float64Array.of(20, 30)]);
});
