import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { williamsR } from "./williams-r.js";

describeIndicator({ indicator: williamsR, params: [[], [1], [50]] });

itMatchesOracle(TALIB, "WILLR(TimePeriod=14)", (df) => williamsR(df));

it("is 0 at the highest high and -100 at the lowest low", () => {
  const df = barsOf({ high: [3, 5, 6, 6], low: [1, 2, 3, 2], close: [2, 4, 6, 2] });
  expect([...williamsR(df, 2).values()]).toEqual([Number.NaN, -25, 0, -100]);
});

it("is 0 where the range is empty, as in TA-Lib", () => {
  expect(williamsR(barsOf({ close: [5, 5, 5] }), 2).last).toBe(0);
});
