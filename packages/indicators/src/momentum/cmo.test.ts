import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { cmo } from "./cmo.js";

describeIndicator({ indicator: cmo, params: [[], [1], [20]] });

itMatchesOracle(TALIB, "CMO(TimePeriod=14)", (df) => cmo(df.close));

it("is rises less falls over all movement, Wilder-smoothed", () => {
  const df = barsOf({ close: [1, 2, 3, 2, 1] });
  expect([...cmo(df.close, 2).values()]).toEqual([Number.NaN, Number.NaN, 100, 0, expect.closeTo((100 * -1) / 2, 12)]);
});

it("is 0 where nothing moves", () => {
  expect(cmo(barsOf({ close: [5, 5, 5, 5] }).close, 2).last).toBe(0);
});
