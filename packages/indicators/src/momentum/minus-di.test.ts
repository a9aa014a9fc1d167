import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { minusDi } from "./minus-di.js";

describeIndicator({ indicator: minusDi, params: [[], [1], [2]] });

itMatchesOracle(TALIB, "MINUS_DI(TimePeriod=14)", (df) => minusDi(df));
itMatchesOracle(TTR, "ADX14", (df) => ({ DIn: minusDi(df) }), { relative: 1e-8 });

it("is the downward movement over the true range", () => {
  const df = barsOf({ high: [10, 12, 13], low: [8, 9, 6], close: [9, 11, 7] });
  expect([...minusDi(df, 1).values()]).toEqual([Number.NaN, 0, expect.closeTo(300 / 7, 12)]);
  expect(minusDi(df, 2).last).toBeCloseTo((100 * 3) / (1.5 + 7), 12);
});

it("is 0 where there is no range", () => {
  expect(minusDi(barsOf({ close: [5, 5, 5, 5] }), 2).last).toBe(0);
});
