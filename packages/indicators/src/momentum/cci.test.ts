import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { cci } from "./cci.js";

describeIndicator({ indicator: cci, params: [[], [1], [20]] });

itMatchesOracle(TALIB, "CCI(TimePeriod=14)", (df) => cci(df));
itMatchesOracle(TALIB, "CCI(TimePeriod=20)", (df) => cci(df, 20));

it("is the distance from the mean in units of 0.015 mean deviations", () => {
  // typical prices 1, 2, 6: mean 3, deviations 2, 1, 3
  const df = barsOf({ high: [2, 3, 9], low: [0, 1, 3], close: [1, 2, 6] });
  expect(cci(df, 3).last).toBeCloseTo((6 - 3) / (0.015 * 2), 9);
});

it("is exactly 0 where prices do not differ, whatever their binary fractions", () => {
  const df = barsOf({ close: Array(40).fill(0.1) });
  expect([...cci(df, 14).values(27)]).toEqual(Array(27).fill(0));
});
