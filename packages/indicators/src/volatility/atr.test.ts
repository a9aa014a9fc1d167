import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { atr } from "./atr.js";

describeIndicator({ indicator: atr, params: [[], [1], [3], [50]] });
itMatchesOracle(TALIB, "ATR(TimePeriod=14)", (df) => atr(df));
itMatchesOracle(TALIB, "ATR(TimePeriod=7)", (df) => atr(df, 7));
itMatchesOracle(TTR, "ATR14_wilder", (df) => ({ atr: atr(df, 14) }), { relative: 1e-8 });
itStartsAfresh(atr, [5]);

it("is the mean of the first true ranges, then moves a `period`-th of the way to each", () => {
  const df = barsOf({ high: [10, 12, 13, 20], low: [9, 10, 9, 12], close: [10, 11, 12, 16] });
  expect([...atr(df, 2).values()]).toEqual([Number.NaN, Number.NaN, 3, 5.5]);
});

it("refuses a period of 0", () => {
  expect(() => atr(barsOf({ close: [1] }), 0)).toThrow("atr: period must be a positive integer, got 0");
});
