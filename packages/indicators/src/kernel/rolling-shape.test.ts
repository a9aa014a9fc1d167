import { it } from "vitest";
import { expectClose, hardPrices, overWindows, powerSum } from "../../test/windows.js";
import { createRollingShape } from "./rolling-shape.js";

it("equals two passes over each window, also at a price of 1e9 and behind a spike a hundred deviations high", () => {
  const x = hardPrices(3_000, 1e9 + 800);
  for (const period of [4, 30, 600]) {
    const shape = createRollingShape(period);
    const all = Array.from(x, (value) =>
      shape.push(value) ? [shape.squares, shape.cubes, shape.quarts] : [Number.NaN, Number.NaN, Number.NaN],
    );
    for (const [k, power] of [2, 3, 4].entries()) {
      // a sum of cubes crosses 0: what counts is its error against the squares
      const wanted = overWindows(x, period, (window) => powerSum(window, power));
      const scaled = overWindows(x, period, (window) => Math.max(1e-9, powerSum(window, 2) ** (power / 2)));
      expectClose(
        all.map((sums, i) => sums[k]! / scaled[i]!),
        wanted.map((sum, i) => sum / scaled[i]!),
        { relative: 1e-8, scale: 1 / period },
      );
    }
  }
});
