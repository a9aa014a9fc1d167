import { frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { handCloses } from "../../../test/hand-bars.js";
import { totalSlope } from "./total-slope.js";

describeIndicator({ indicator: totalSlope, params: [[2], [3], [20]] });

it("is the least-squares slope of the running total", () => {
  // totals of 5, 2, 3 from 0: 0, 5, 7, 10; slope (-1.5 · 0 - 0.5 · 5 + 0.5 · 7 + 1.5 · 10) / 5 = 3.2
  const df = frameOf(handCloses([9, 5, 2, 3]));
  expect(totalSlope(df.close, 4).last).toBeCloseTo(3.2, 14);
  expect(totalSlope(df.close, 2).last, "of two totals, the step between them").toBeCloseTo(3, 14);
});
