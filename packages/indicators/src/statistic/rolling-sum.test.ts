import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { overWindows } from "../../test/windows.js";
import { rollingSum } from "./rolling-sum.js";

describeIndicator({ indicator: rollingSum, params: [[1], [2], [20]] });
itStartsAfresh(rollingSum, [10]);
itMatchesOracle(TALIB, "SUM(TimePeriod=20)", (df) => rollingSum(df.close, 20));

it("is the sum of the last values", () => {
  expect([...rollingSum(barsOf({ close: [1, 2, 3, 10] }).close, 3).values()]).toEqual([Number.NaN, Number.NaN, 6, 15]);
});

it("does not drift, and keeps nothing of a spike that has passed", () => {
  const x = Array.from({ length: 5_000 }, (_, i) => (i % 777 === 5 ? 1e15 : 0.1 + Math.abs(Math.sin(i))));
  const { close } = barsOf({ close: x });
  for (const period of [1, 3, 20, 600]) {
    const wanted = overWindows(x, period, (window) => window.reduce((sum, value) => sum + value, 0));
    const values = rollingSum(close, period).values();
    expect([...values].filter((value, i) => Math.abs(value / wanted[i]! - 1) > 1e-11)).toEqual([]);
  }
});
