import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { itMatchesEstimator } from "../../test/volatility-oracle.js";
import { parkinson } from "./parkinson.js";

describeIndicator({ indicator: parkinson, params: [[], [3], [100]] });
itStartsAfresh(parkinson, [10]);
itMatchesEstimator("parkinson", (df) => parkinson(df, 20));

it("needs one bar, whose range it takes for that of a random walk", () => {
  const df = barsOf({ high: [Math.exp(0.02)], low: [1], close: [1] });
  expect(parkinson(df, 1).last).toBeCloseTo(0.02 / Math.sqrt(4 * Math.LN2), 14);
});

it("is NaN where a low is not positive, and as long as it stays in the window", () => {
  const df = barsOf({ high: [2, 2, 2, 2], low: [1, 0, 1, 1], close: [1, 1, 1, 1] });
  expect([...parkinson(df, 2).values()].map(Number.isNaN)).toEqual([true, true, true, false]);
});
