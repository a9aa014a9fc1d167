import { expect, it } from "vitest";
import { overWindows } from "../../test/windows.js";
import { createRollingSum } from "./rolling-sum.js";

const total = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0);

it("does not drift, and keeps nothing of a spike that has passed", () => {
  const x = Float64Array.from({ length: 5_000 }, (_, i) => (i % 777 === 5 ? 1e15 : 0.1 + Math.abs(Math.sin(i))));
  for (const period of [1, 3, 20, 600]) {
    const sum = createRollingSum(period);
    const wanted = overWindows(x, period, total);
    const off = Array.from(x, (value, i) => Math.abs(sum.push(value) / wanted[i]! - 1)).filter(
      (error) => error > 1e-11,
    );
    expect(off).toEqual([]);
  }
});

it("is exactly 0 in a window of zeros, whatever came before", () => {
  const sum = createRollingSum(3);
  for (const value of [0.1, 0.2, 0.3, 0, 0]) sum.push(value);
  expect(sum.push(0)).toBe(0);
});

it("starts over on reset", () => {
  const sum = createRollingSum(2);
  sum.push(1);
  sum.push(2);
  sum.reset();
  expect([sum.push(5), sum.push(6), sum.push(7)]).toEqual([Number.NaN, 11, 13]);
});
