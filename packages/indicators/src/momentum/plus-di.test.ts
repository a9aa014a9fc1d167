import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { plusDi } from "./plus-di.js";

describeIndicator({ indicator: plusDi, params: [[], [1], [2]] });

itMatchesOracle(TALIB, "PLUS_DI(TimePeriod=14)", (df) => plusDi(df));
itMatchesOracle(TTR, "ADX14", (df) => ({ DIp: plusDi(df) }), { relative: 1e-8 });

it("is the upward movement over the true range", () => {
  const df = barsOf({ high: [10, 12, 13], low: [8, 9, 6], close: [9, 11, 7] });
  // first the high rises by 2 in a range of 3; then the low falls by more than the high rises
  expect([...plusDi(df, 1).values()]).toEqual([Number.NaN, expect.closeTo(200 / 3, 12), 0]);
  // smoothed: half of 2 over half of 3 and the new range of 7
  expect(plusDi(df, 2).last).toBeCloseTo((100 * 1) / (1.5 + 7), 12);
});

it("is 0 where there is no range", () => {
  expect(plusDi(barsOf({ close: [5, 5, 5, 5] }), 2).last).toBe(0);
});
