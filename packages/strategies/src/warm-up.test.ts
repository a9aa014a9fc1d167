import { frameOf } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { ema, rsi } from "@bellwether/indicators";
import { expect, it } from "vitest";
import { emaWarmup, wilderWarmup } from "./warm-up.js";

const bars = sampleBars({ rows: 2_000, seed: 4 });
const whole = frameOf(bars);

/** A frame of the last `rows` bars. */
function cutTo(rows: number) {
  const { openTime, open, high, low, close, volume } = bars;
  const [times, opens, highs, lows, closes, volumes] = [openTime, open, high, low, close, volume].map((column) =>
    column.slice(-rows),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return frameOf({ openTime: times, open: opens, high: highs, low: lows, close: closes, volume: volumes });
}

it.each([5, 20, 100])("an EMA of %i has forgotten its seed by the end of its warm-up", (period) => {
  const long = ema(whole.close, period).last;
  const warm = ema(cutTo(emaWarmup(period)).close, period).last;
  const seed = ema(cutTo(period).close, period).last;
  expect(Math.abs(warm - long)).toBeLessThan(0.05 * Math.max(0.1, Math.abs(seed - long)));
});

it.each([2, 14, 50])("an RSI of %i is within half a point of itself on any longer history", (period) => {
  const warm = rsi(cutTo(wilderWarmup(period)).close, period).last;
  expect(warm).toBeCloseTo(rsi(whole.close, period).last, 0);
});
