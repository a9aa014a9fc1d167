import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { itMatchesEstimator } from "../../test/volatility-oracle.js";
import { rogersSatchell } from "./rogers-satchell.js";

describeIndicator({ indicator: rogersSatchell, params: [[], [3], [100]] });
itStartsAfresh(rogersSatchell, [10]);
itMatchesEstimator("rogers.satchell", (df) => rogersSatchell(df, 20));

it("is 0 for bars that only run from low to high: a trend is no volatility", () => {
  const df = barsOf({ open: [1, 2], high: [2, 4], low: [1, 2], close: [2, 4] });
  expect(rogersSatchell(df, 2).last).toBe(0);
});

it("measures how far the price went beyond open and close", () => {
  const df = barsOf({ open: [1], high: [Math.exp(0.03)], low: [Math.exp(-0.01)], close: [Math.exp(0.02)] });
  expect(rogersSatchell(df, 1).last).toBeCloseTo(Math.sqrt(0.01 * 0.03 + 0.03 * 0.01), 14);
});
