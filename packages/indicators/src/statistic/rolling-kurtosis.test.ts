import { frameOf } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { expectClose, overWindows, powerSum } from "../../test/windows.js";
import { rollingKurtosis } from "./rolling-kurtosis.js";

describeIndicator({ indicator: rollingKurtosis, params: [[20], [100]] });
describeIndicator({ indicator: rollingKurtosis, params: [[4]], mayBeUndefined: true });
itStartsAfresh(rollingKurtosis, [20], { relative: 1e-7 });

/** Fourth cumulant over the squared variance, each without bias. */
function kurtosis(x: readonly number[]): number {
  const n = x.length;
  const variance = powerSum(x, 2) / (n - 1);
  const fourth = ((n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3))) * powerSum(x, 4);
  return fourth / variance ** 2 - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
}

it("equals two passes over each window", () => {
  const bars = sampleBars({ rows: 2_000, seed: 4 });
  const { close } = frameOf(bars);
  for (const period of [20, 300])
    expectClose(rollingKurtosis(close, period).values(), overWindows(bars.close, period, kurtosis), { scale: 1 });
});

it("knows a uniform window from one with an outlier, and is NaN for a flat one", () => {
  expect(rollingKurtosis(barsOf({ close: [1, 2, 3, 4, 5] }).close, 5).last).toBeCloseTo(-1.2, 12);
  expect(rollingKurtosis(barsOf({ close: [0, 0, 0, 0, 1] }).close, 5).last).toBeCloseTo(5, 12);
  expect(rollingKurtosis(barsOf({ close: [3, 3, 3, 3] }).close, 4).last).toBeNaN();
});
