import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { roc } from "./roc.js";

describeIndicator({ indicator: roc, params: [[], [1], [50]] });

itMatchesOracle(TALIB, "ROC(TimePeriod=10)", (df) => roc(df.close));

it("is the growth since then, in percent", () => {
  const df = barsOf({ close: [8, 5, 10, 4] });
  expect([...roc(df.close, 2).values()]).toEqual([Number.NaN, Number.NaN, 25, -20]);
});

it("is 0 where the value then was 0, as in TA-Lib", () => {
  expect(roc(barsOf({ close: [0, 5] }).close, 1).last).toBe(0);
});
