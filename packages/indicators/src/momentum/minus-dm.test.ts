import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { minusDm } from "./minus-dm.js";

describeIndicator({ indicator: minusDm, params: [[], [1], [2]] });

itMatchesOracle(TALIB, "MINUS_DM(TimePeriod=14)", (df) => minusDm(df));

it("adds up falls of the low, forgetting a share of 1 / period a bar", () => {
  const df = barsOf({ high: [12, 12, 11, 13], low: [8, 6, 5, 5], close: [9, 9, 9, 9] });
  expect([...minusDm(df, 2).values()]).toEqual([Number.NaN, 2, 2 / 2 + 1, 1]);
});

it("counts nothing where high and low move out alike", () => {
  const df = barsOf({ high: [12, 13], low: [8, 7], close: [9, 9] });
  expect(minusDm(df, 1).last).toBe(0);
});
