import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { itMatchesEstimator } from "../../test/volatility-oracle.js";
import { realisedVolatility } from "./realised-volatility.js";

describeIndicator({ indicator: realisedVolatility, params: [[], [2], [100]] });
itStartsAfresh(realisedVolatility, [10]);
itMatchesEstimator("close", (df) => realisedVolatility(df.close, 19));

it("is the sample deviation of log returns, per bar", () => {
  const { close } = barsOf({ close: [1, Math.exp(0.01), Math.exp(0.04)] });
  expect(realisedVolatility(close, 2).last).toBeCloseTo(0.02 / Math.SQRT2, 14);
});

it("is 0 where the price does not move, and NaN around a price of 0", () => {
  const values = realisedVolatility(barsOf({ close: [5, 5, 5, 0, 5, 5, 5] }).close, 2).values();
  expect([...values]).toEqual([Number.NaN, Number.NaN, 0, Number.NaN, Number.NaN, Number.NaN, 0]);
});
