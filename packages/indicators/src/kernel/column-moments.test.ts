import { expect, it } from "vitest";
import { expectClose, hardPrices, mean, overWindows, powerSum } from "../../test/windows.js";
import { createColumnMoments } from "./column-moments.js";

function run(x: Float64Array, period: number) {
  const means = new Float64Array(x.length);
  const squares = new Float64Array(x.length);
  createColumnMoments(period).extend(x, means, squares, 0, x.length);
  return { means, squares };
}

it("equals two passes over each window, also at a price of 1e9 and behind a spike", () => {
  for (const spike of [1e9 + 3e5, 1e12]) {
    const x = hardPrices(3_000, spike);
    for (const period of [1, 2, 7, 50, 700]) {
      const { means, squares } = run(x, period);
      expectClose(means, overWindows(x, period, mean), { relative: 1e-12 });
      expectClose(
        squares,
        overWindows(x, period, (window) => powerSum(window, 2)),
        { relative: 1e-9, scale: 1e-9 },
      );
    }
  }
});

it("has squares of exactly 0 in a flat window, whatever came before", () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => (i < 50 ? Math.sin(i) * 1e6 : 0.1));
  const { means, squares } = run(x, 20);
  expect([...squares.slice(69)]).toEqual(new Array(31).fill(0));
  expect([...means.slice(69)]).toEqual(new Array(31).fill(0.1));
});

it("is clean of NaN and Infinity as soon as they have left the window", () => {
  const x = hardPrices(300);
  x[50] = Number.NaN;
  x[120] = Number.POSITIVE_INFINITY;
  const { means } = run(x, 10);
  const missing = [...means.keys()].filter((i) => Number.isNaN(means[i]!));
  const from = (first: number, count: number) => Array.from({ length: count }, (_, k) => first + k);
  expect(missing).toEqual([...from(0, 9), ...from(50, 10), ...from(120, 10)]);
});
