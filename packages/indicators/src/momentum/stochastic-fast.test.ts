import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { stochasticFast } from "./stochastic-fast.js";

describeIndicator({ indicator: stochasticFast, params: [[], [14, 3], [1, 1]] });

itMatchesOracle(TALIB, "STOCHF(FastK_Period=14,FastD_Period=3,FastD_MAType=0)", (df) =>
  named(stochasticFast(df, 14, 3)),
);
itMatchesOracle(TALIB, "STOCHF(FastK_Period=5,FastD_Period=3,FastD_MAType=0)", (df) => named(stochasticFast(df)));

function named({ k, d }: ReturnType<typeof stochasticFast>) {
  return { FastK: k, FastD: d };
}

it("is the place of the close in the range of the window, and its mean", () => {
  const df = barsOf({ high: [3, 5, 6], low: [1, 2, 4], close: [2, 4, 4] });
  const { k, d } = stochasticFast(df, 2, 2);
  expect([...k.values()]).toEqual([Number.NaN, Number.NaN, 50]);
  expect([...d.values()]).toEqual([Number.NaN, Number.NaN, (75 + 50) / 2]);
});

it("is 0 where the range is empty, as in TA-Lib", () => {
  expect(stochasticFast(barsOf({ close: [5, 5, 5, 5] }), 2, 1).k.last).toBe(0);
});
