import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB, TTR } from "../../test/oracle.js";
import { adx } from "./adx.js";

describeIndicator({ indicator: adx, params: [[], [1], [2], [7]] });

itMatchesOracle(TALIB, "ADX(TimePeriod=14)", (df) => adx(df));
itMatchesOracle(TALIB, "ADX(TimePeriod=7)", (df) => adx(df, 7));
itMatchesOracle(TTR, "ADX14", (df) => ({ ADX: adx(df) }), { relative: 1e-8 });

it("is 100 in a trend without a step back, whatever its direction", () => {
  const rising = barsOf({ close: [1, 2, 3, 4, 5, 6, 7] });
  const falling = barsOf({ close: [7, 6, 5, 4, 3, 2, 1] });
  expect([...adx(rising, 3).values()]).toEqual([...Array(5).fill(Number.NaN), 100, 100]);
  expect(adx(falling, 3).last).toBe(100);
});

it("averages directional indices", () => {
  const df = barsOf({ close: [10, 12, 11, 11.5] });
  // smoothed movements up and down: 2, 0 then 1, 1 then 1, 0.5
  expect([...adx(df, 2).values()]).toEqual([Number.NaN, Number.NaN, Number.NaN, expect.closeTo((0 + 100 / 3) / 2, 12)]);
});

it("stays where nothing moves any more", () => {
  const df = barsOf({ close: [1, 2, 3, 4, 4, 4] });
  expect([...adx(df, 1).values(3)]).toEqual([100, 100, 100]);
});
