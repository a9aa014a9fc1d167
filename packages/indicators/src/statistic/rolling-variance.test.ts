import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { expectClose, hardPrices, overWindows, powerSum } from "../../test/windows.js";
import { rollingVariance } from "./rolling-variance.js";

describeIndicator({ indicator: rollingVariance, params: [[2], [20], [1, 0], [20, 0]] });
itStartsAfresh(rollingVariance, [10]);
itMatchesOracle(TALIB, "VAR(TimePeriod=20,NbDev=1)", (df) => rollingVariance(df.close, 20, 0), { relative: 1e-7 });

it("is the sample's, or the population's with ddof 0", () => {
  const { close } = barsOf({ close: [2, 4, 6] });
  expect(rollingVariance(close, 3).last).toBe(4);
  expect(rollingVariance(close, 3, 0).last).toBeCloseTo(8 / 3, 14);
});

it("is right at a price of 1e9 that moves by single units, and behind a spike", () => {
  const x = hardPrices(2_000);
  const values = rollingVariance(barsOf({ close: [...x] }).close, 20).values();
  expectClose(
    values,
    overWindows(x, 20, (window) => powerSum(window, 2) / 19),
    { scale: 1e-9 },
  );
});

it.each([
  [1, 1, "period must be an integer of at least 2, got 1"],
  [5, 2, "ddof must be 1 (sample) or 0 (population), got 2"],
])("refuses a period of %s with ddof %s", (period, ddof, message) => {
  expect(() => rollingVariance(barsOf({ close: [1] }).close, period, ddof)).toThrow(message);
});
