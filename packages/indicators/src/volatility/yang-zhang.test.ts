import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itStartsAfresh } from "../../test/restart.js";
import { itMatchesEstimator } from "../../test/volatility-oracle.js";
import { yangZhang } from "./yang-zhang.js";

describeIndicator({ indicator: yangZhang, params: [[], [3], [100]] });
itStartsAfresh(yangZhang, [10]);
itMatchesEstimator("yang.zhang", (df) => yangZhang(df, 20));

it("is a weighted sum of the variances of gaps, bodies and ranges", () => {
  const df = barsOf({
    open: [1, 1, Math.exp(0.02)],
    high: [1, 1, Math.exp(0.05)],
    low: [1, 1, Math.exp(0.02)],
    close: [1, 1, Math.exp(0.04)],
  });
  const k = 0.34 / (1.34 + 3);
  const [gap, body, rs] = [0.02 ** 2 / 2, 0.02 ** 2 / 2, (0.03 * 0.01) / 2];
  expect(yangZhang(df, 2).last).toBeCloseTo(Math.sqrt(gap + k * body + (1 - k) * rs), 14);
});

it("refuses a period of 1, which has no sample variance", () => {
  expect(() => yangZhang(barsOf({ close: [1] }), 1)).toThrow(
    "yangZhang: period must be an integer of at least 2, got 1",
  );
});
