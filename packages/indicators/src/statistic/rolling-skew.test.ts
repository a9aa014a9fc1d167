import { frameOf } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { expectClose, overWindows, powerSum } from "../../test/windows.js";
import { rollingSkew } from "./rolling-skew.js";

describeIndicator({ indicator: rollingSkew, params: [[20], [100]] });
describeIndicator({ indicator: rollingSkew, params: [[3]], mayBeUndefined: true });
itStartsAfresh(rollingSkew, [20], { relative: 1e-7 });

/** Third cumulant over the cube of the deviation, each without bias. */
function skewness(x: readonly number[]): number {
  const n = x.length;
  const deviation = Math.sqrt(powerSum(x, 2) / (n - 1));
  return ((n / ((n - 1) * (n - 2))) * powerSum(x, 3)) / deviation ** 3;
}

it("equals two passes over each window", () => {
  const bars = sampleBars({ rows: 2_000, seed: 4 });
  const { close } = frameOf(bars);
  for (const period of [20, 300])
    expectClose(rollingSkew(close, period).values(), overWindows(bars.close, period, skewness), { scale: 1e-2 });
});

it("is positive for a long right tail, 0 for a symmetric window, NaN for a flat one", () => {
  const { close } = barsOf({ close: [1, 1, 1, 2, 1, 1, 4] });
  const values = rollingSkew(close, 3).values();
  expect(values[2]).toBeNaN();
  expect(values[3]).toBeCloseTo(Math.sqrt(3), 12);
  expect(rollingSkew(barsOf({ close: [1, 2, 3] }).close, 3).last).toBe(0);
});
