import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { ema } from "./ema.js";

describeIndicator({ indicator: ema, params: [[1], [2], [20], [200]] });

itMatchesOracle(TALIB, "EMA(TimePeriod=9)", (df) => ema(df.close, 9));
itMatchesOracle(TALIB, "EMA(TimePeriod=12)", (df) => ema(df.close, 12));
itMatchesOracle(TALIB, "EMA(TimePeriod=20)", (df) => ema(df.close, 20));
itMatchesOracle(TALIB, "EMA(TimePeriod=26)", (df) => ema(df.close, 26));
itMatchesOracle(TALIB, "EMA(TimePeriod=50)", (df) => ema(df.close, 50));
itMatchesOracle(TALIB, "EMA(TimePeriod=200)", (df) => ema(df.close, 200));

it("starts from the mean of the first values and moves by its weight, 2 / (period + 1)", () => {
  const df = barsOf({ close: [2, 4, 6, 12, 8, 10] });
  expect([...ema(df.close, 3).values()]).toEqual([Number.NaN, Number.NaN, 4, 8, 8, 9]);
});

it("can be averaged again: the warm-ups add up", () => {
  const df = barsOf({ close: Array.from({ length: 20 }, (_, row) => row) });
  const twice = ema(ema(df.close, 5), 10);
  expect(twice.at(12)).toBeNaN();
  expect(twice.at(13)).toBeCloseTo(13 - 2 - 4.5, 12);
});
