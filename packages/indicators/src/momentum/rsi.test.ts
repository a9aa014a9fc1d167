import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { rsi } from "./rsi.js";

describeIndicator({ indicator: rsi, params: [[], [1], [2], [21]] });

itMatchesOracle(TALIB, "RSI(TimePeriod=7)", (df) => rsi(df.close, 7));
itMatchesOracle(TALIB, "RSI(TimePeriod=14)", (df) => rsi(df.close, 14));
itMatchesOracle(TALIB, "RSI(TimePeriod=21)", (df) => rsi(df.close, 21));

it("is the share of rises in all movement, Wilder-smoothed", () => {
  const df = barsOf({ close: [1, 2, 3, 2] });
  // rises 1, 1 and no fall; then both averages halve and the fall of 1 comes in
  expect([...rsi(df.close, 2).values()]).toEqual([Number.NaN, Number.NaN, 100, 50]);
});

it("is 0 where nothing moves, as in TA-Lib", () => {
  expect(rsi(barsOf({ close: [5, 5, 5, 5] }).close, 2).last).toBe(0);
});

it("sees the smallest coin as well as the largest", () => {
  const close = [3, 5, 4, 6, 6, 5, 7, 8];
  const tiny = rsi(barsOf({ close: close.map((price) => price * 2 ** -40) }).close, 3).values();
  const huge = rsi(barsOf({ close: close.map((price) => price * 2 ** 40) }).close, 3).values();
  expect(tiny).toEqual(huge);
});
