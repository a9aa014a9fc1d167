import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { ultimateOscillator } from "./ultimate-oscillator.js";

describeIndicator({ indicator: ultimateOscillator, params: [[], [1, 1, 1], [4, 9, 3]] });

itMatchesOracle(TALIB, "ULTOSC(TimePeriod1=7,TimePeriod2=14,TimePeriod3=28)", (df) => ultimateOscillator(df));

it("is buying pressure over true range", () => {
  const df = barsOf({ high: [10, 12], low: [8, 10], close: [9, 11] });
  // true low 9, true high 12: the close stands 2 above the low of a range of 3
  expect([...ultimateOscillator(df, 1, 1, 1).values()]).toEqual([Number.NaN, expect.closeTo(200 / 3, 9)]);
});

it("weighs the shortest window most, in whatever order the periods come", () => {
  const df = barsOf({ high: [10, 12, 13, 14], low: [8, 10, 9, 10], close: [9, 11, 12, 10] });
  const wanted = (100 * (4 * (0 / 4) + 2 * (3 / 8) + 5 / 11)) / 7;
  expect(ultimateOscillator(df, 1, 2, 3).last).toBeCloseTo(wanted, 9);
  expect(ultimateOscillator(df, 3, 1, 2).last).toBeCloseTo(wanted, 9);
});

it("is 0 where prices stand still, even after they moved", () => {
  const close = [1, 9, 4, 7.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
  expect(ultimateOscillator(barsOf({ close }), 2, 3, 4).last).toBe(0);
});
