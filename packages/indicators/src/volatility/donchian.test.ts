import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TTR } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { donchian } from "./donchian.js";

describeIndicator({ indicator: donchian, params: [[], [1], [55]] });
itStartsAfresh(donchian, [20]);
itMatchesOracle(TTR, "DonchianChannel20", (df) => {
  const { upper, middle, lower } = donchian(df, 20);
  return { high: upper, mid: middle, low: lower };
});

it("spans the highest high and the lowest low, the current bar included", () => {
  const df = barsOf({ high: [9, 5, 6], low: [3, 4, 2], close: [4, 4, 4] });
  const { upper, middle, lower } = donchian(df, 2);
  expect([...upper.values()]).toEqual([Number.NaN, 9, 6]);
  expect([...lower.values()]).toEqual([Number.NaN, 3, 2]);
  expect([...middle.values()]).toEqual([Number.NaN, 6, 4]);
});
