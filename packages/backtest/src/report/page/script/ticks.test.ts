import { expect, it } from "vitest";
import { TICKS_SCRIPT } from "./ticks.js";

const { ticks, shareTicks } = new Function("decimal", "percent", `${TICKS_SCRIPT} return { ticks, shareTicks };`)(
  (value: number, digits: number) => value.toFixed(digits),
  (value: number, digits: number) => `${(100 * value).toFixed(digits)}%`,
) as Record<"ticks" | "shareTicks", (values: readonly number[]) => string[]>;

it("labels every line of an axis with its own value: 2.5% does not read 3%", () => {
  expect(shareTicks([0, -0.025, -0.05, -0.075])).toEqual(["0.0%", "-2.5%", "-5.0%", "-7.5%"]);
  expect(shareTicks([0, 0.5, 1])).toEqual(["0%", "50%", "100%"]);
  expect(ticks([9_000, 9_500, 10_000])).toEqual(["9000", "9500", "10000"]);
  expect(ticks([1.0525, 1.055, 1.0575])).toEqual(["1.0525", "1.0550", "1.0575"]);
});
