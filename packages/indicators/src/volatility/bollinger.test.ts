import { describeIndicator } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TALIB } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { bollinger } from "./bollinger.js";

describeIndicator({ indicator: bollinger, params: [[], [30, 2.5]] });
describeIndicator({ indicator: bollinger, params: [[2]], mayBeUndefined: true });
itStartsAfresh(bollinger, [20]);
for (const period of [5, 20])
  itMatchesOracle(
    TALIB,
    `BBANDS(TimePeriod=${period},NbDevUp=2,NbDevDn=2,MAType=0)`,
    (df) => {
      const { upper, middle, lower } = bollinger(df.close, period, 2);
      return { RealUpperBand: upper, RealMiddleBand: middle, RealLowerBand: lower };
    },
    { relative: 1e-7 },
  );

describe("bollinger", () => {
  it("puts the bands `deviations` population deviations around the mean, and says where the value is between", () => {
    const { upper, middle, lower, percentB, bandwidth } = bollinger(barsOf({ close: [2, 6] }).close, 2, 3);
    expect([upper.last, middle.last, lower.last]).toEqual([10, 4, -2]);
    expect(percentB.last).toBeCloseTo(8 / 12, 12);
    expect(bandwidth.last).toBe(3);
  });

  it("collapses onto the price in a flat window, where percentB is undefined", () => {
    const bands = bollinger(barsOf({ close: [5, 9, 0.1, 0.1, 0.1] }).close, 3);
    expect([bands.upper.last, bands.middle.last, bands.lower.last, bands.bandwidth.last]).toEqual([0.1, 0.1, 0.1, 0]);
    expect(bands.percentB.last).toBeNaN();
  });

  it("refuses deviations that are not positive", () => {
    expect(() => bollinger(barsOf({ close: [1] }).close, 20, 0)).toThrow("deviations must be a positive number, got 0");
  });
});
