import { expect, it } from "vitest";
import { expectClose, hardPrices, mean, overWindows, powerSum } from "../../test/windows.js";
import { createRollingMoments } from "./rolling-moments.js";

it("equals two passes over each window, also at a price of 1e9 and behind a spike", () => {
  for (const spike of [1e9 + 3e5, 1e12]) {
    const x = hardPrices(3_000, spike);
    for (const period of [1, 2, 7, 50, 700]) {
      const moments = createRollingMoments(period);
      const both = Array.from(x, (value) => (moments.push(value) ? [moments.mean, moments.squares] : [NaN, NaN]));
      expectClose(
        both.map(([m]) => m!),
        overWindows(x, period, mean),
        { relative: 1e-12 },
      );
      expectClose(
        both.map(([, m2]) => m2!),
        overWindows(x, period, (window) => powerSum(window, 2)),
        { scale: 1e-9 },
      );
    }
  }
});

it("forgets its window on reset", () => {
  const moments = createRollingMoments(2);
  moments.push(1);
  moments.push(5);
  expect(moments).toMatchObject({ mean: 3, squares: 8 });
  moments.reset();
  expect(moments.mean).toBeNaN();
  expect([moments.push(7), moments.push(7), moments.mean, moments.squares]).toEqual([false, true, 7, 0]);
});
