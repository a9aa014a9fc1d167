import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { expectClose, hardPrices, overWindows } from "../../test/windows.js";
import { linearRegressionSlope } from "./linear-regression-slope.js";

describeIndicator({ indicator: linearRegressionSlope, params: [[], [2], [100]] });
itStartsAfresh(linearRegressionSlope, [14]);
itMatchesOracle(TALIB, "LINEARREG_SLOPE(TimePeriod=14)", (df) => linearRegressionSlope(df.close), { absolute: 1e-8 });

it("is the rise per bar of the fitted line", () => {
  expect(linearRegressionSlope(barsOf({ close: [100, 5, 7, 9] }).close, 3).last).toBe(2);
  expect(linearRegressionSlope(barsOf({ close: [0, 3, 0] }).close, 3).last).toBe(0);
  expect(linearRegressionSlope(barsOf({ close: [0, 0, 3] }).close, 3).last).toBe(1.5);
});

it("is right at a price of 1e9 that moves by single units, and behind a spike", () => {
  for (const spike of [1e12, 1e15]) {
    const x = hardPrices(2_000, spike);
    const wanted = overWindows(x, 20, (window) => {
      const centred = window.map((value, j) => (value - window[0]!) * (j - 9.5));
      return centred.reduce((sum, value) => sum + value, 0) / 665;
    });
    expectClose(linearRegressionSlope(barsOf({ close: [...x] }).close, 20).values(), wanted, { scale: 0.1 });
  }
});
