import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { chaikinOscillator } from "./chaikin-oscillator.js";

describeIndicator({ indicator: chaikinOscillator, params: [[], [2, 2], [30, 5]] });
itStartsAfresh(chaikinOscillator, [3, 10]);
itMatchesOracle(TALIB, "ADOSC(FastPeriod=3,SlowPeriod=10)", (df) => chaikinOscillator(df));

it("is the fast less the slow average of the line, both from its first value on", () => {
  const df = barsOf({ high: [2, 2, 2], low: [1, 1, 1], close: [2, 2, 2], volume: [6, 6, 6] });
  const line = [6, 12, 18];
  const average = (weight: number) => line.reduce((value, x) => value + weight * (x - value));
  expect(chaikinOscillator(df, 2, 3).last).toBeCloseTo(average(2 / 3) - average(1 / 2), 12);
  expect(chaikinOscillator(df, 2, 3).at(1)).toBeNaN();
});
