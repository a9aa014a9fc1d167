import { frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { sma } from "./sma.js";

describeIndicator({ indicator: sma, params: [[1], [2], [20]] });

it("is the mean of the last values", () => {
  const close = Float64Array.of(1, 2, 3, 4, 9);
  const df = frameOf({
    openTime: Float64Array.of(0, 1, 2, 3, 4),
    open: close,
    high: close,
    low: close,
    close,
    volume: close,
  });
  expect([...sma(df.close, 3).values()]).toEqual([Number.NaN, Number.NaN, 2, 3, 16 / 3]);
  expect(sma(df.close, 3)).toBe(sma(df.close, 3));
});
