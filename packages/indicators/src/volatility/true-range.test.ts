import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { trueRange } from "./true-range.js";

describeIndicator({ indicator: trueRange, params: [[]] });
itMatchesOracle(TALIB, "TRANGE", (df) => trueRange(df));
itStartsAfresh(trueRange, []);

it("reaches to the previous close across a gap, up or down", () => {
  const df = barsOf({ high: [11, 15, 9, 10], low: [9, 13, 8, 7], close: [10, 14, 8, 9] });
  expect([...trueRange(df).values()]).toEqual([Number.NaN, 5, 6, 3]);
});
