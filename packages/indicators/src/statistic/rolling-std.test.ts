import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { rollingStd } from "./rolling-std.js";

describeIndicator({ indicator: rollingStd, params: [[2], [20], [1, 0], [20, 0]] });
itStartsAfresh(rollingStd, [10]);
itMatchesOracle(TALIB, "STDDEV(TimePeriod=20,NbDev=1)", (df) => rollingStd(df.close, 20, 0), { relative: 1e-7 });

it("is the sample's, or the population's with ddof 0", () => {
  const { close } = barsOf({ close: [9, 2, 4, 6] });
  expect(rollingStd(close, 3).last).toBe(2);
  expect(rollingStd(close, 3, 0).last).toBeCloseTo(Math.sqrt(8 / 3), 14);
});

it("is exactly 0 in a flat window", () => {
  expect([...rollingStd(barsOf({ close: [5, 0.1, 0.1, 0.1] }).close, 3).values()].at(-1)).toBe(0);
});
