import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { plusDm } from "./plus-dm.js";

describeIndicator({ indicator: plusDm, params: [[], [1], [2]] });

itMatchesOracle(TALIB, "PLUS_DM(TimePeriod=14)", (df) => plusDm(df));

it("adds up rises of the high, forgetting a share of 1 / period a bar", () => {
  const df = barsOf({ high: [10, 12, 13, 13], low: [8, 9, 9, 9], close: [9, 11, 12, 10] });
  expect([...plusDm(df, 2).values()]).toEqual([Number.NaN, 2, 2 / 2 + 1, 1]);
  expect([...plusDm(df, 1).values()]).toEqual([Number.NaN, 2, 1, 0]);
});
