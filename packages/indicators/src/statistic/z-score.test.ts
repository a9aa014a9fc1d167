import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { zScore } from "./z-score.js";

describeIndicator({ indicator: zScore, params: [[], [50, 0]] });
describeIndicator({ indicator: zScore, params: [[2]], mayBeUndefined: true });
itStartsAfresh(zScore, [20]);

it("counts deviations from the mean of the window, itself included", () => {
  const { close } = barsOf({ close: [2, 4, 6] });
  expect(zScore(close, 3).last).toBe(1);
  expect(zScore(close, 3, 0).last).toBeCloseTo(2 / Math.sqrt(8 / 3), 14);
});

it("is NaN in a flat window", () => {
  expect(zScore(barsOf({ close: [7, 0.1, 0.1, 0.1] }).close, 3).last).toBeNaN();
});
