import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { natr } from "./natr.js";

describeIndicator({ indicator: natr, params: [[], [1], [30]] });
itMatchesOracle(TALIB, "NATR(TimePeriod=14)", (df) => natr(df));
itStartsAfresh(natr, [5]);

it("is the ATR in percent of the close", () => {
  const df = barsOf({ high: [100, 102], low: [100, 98], close: [100, 80] });
  expect(natr(df, 1).last).toBe(5);
});
