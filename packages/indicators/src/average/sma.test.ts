import { BadPeriodError } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { sma } from "./sma.js";

describeIndicator({ indicator: sma, params: [[1], [2], [20], [200]] });

itMatchesOracle(TALIB, "SMA(TimePeriod=5)", (df) => sma(df.close, 5));
itMatchesOracle(TALIB, "SMA(TimePeriod=10)", (df) => sma(df.close, 10));
itMatchesOracle(TALIB, "SMA(TimePeriod=20)", (df) => sma(df.close, 20));
itMatchesOracle(TALIB, "SMA(TimePeriod=50)", (df) => sma(df.close, 50));
itMatchesOracle(TALIB, "SMA(TimePeriod=200)", (df) => sma(df.close, 200));

it("is the mean of the last values, and one computation for equal calls", () => {
  const df = barsOf({ close: [1, 2, 3, 4, 9] });
  expect([...sma(df.close, 3).values()]).toEqual([Number.NaN, Number.NaN, 2, 3, 16 / 3]);
  expect(sma(df.close, 3)).toBe(sma(df.close, 3));
});

it("is itself again one window after a value has left that swallowed all digits", () => {
  const df = barsOf({ close: [1, 2, 1e20, 3, 4, 5, 6, 7, 8] });
  expect(sma(df.close, 3).values(2)).toEqual(Float64Array.of(6, 7));
});

it("refuses a period that is no positive integer", () => {
  const df = barsOf({ close: [1, 2, 3] });
  for (const period of [0, -1, 2.5, Number.NaN]) expect(() => sma(df.close, period)).toThrow(BadPeriodError);
});
