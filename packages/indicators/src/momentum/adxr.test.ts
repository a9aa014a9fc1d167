import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { adx } from "./adx.js";
import { adxr } from "./adxr.js";

describeIndicator({ indicator: adxr, params: [[], [1], [2]] });

itMatchesOracle(TALIB, "ADXR(TimePeriod=14)", (df) => adxr(df));

it("is the mean of the ADX now and a period ago", () => {
  const close = [10, 12, 11, 13, 12, 15, 14, 18, 16, 17, 15, 19];
  const df = barsOf({ close });
  const strength = adx(df, 3);
  const rating = adxr(df, 3);
  expect(rating.at(6)).toBeNaN();
  for (let row = 7; row < close.length; row++)
    expect(rating.at(row)).toBeCloseTo((strength.at(row) + strength.at(row - 2)) / 2, 12);
});
