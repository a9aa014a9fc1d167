import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createWeightedMean } from "../kernel/weighted-mean.js";

/**
 * Hull moving average: the WMA over `floor(sqrt(period))` values of `2 WMA(floor(period / 2)) - WMA(period)`.
 * Unit out = unit in; defined from row `period + floor(sqrt(period)) - 2`.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see https://alanhull.com/hull-moving-average
 */
export const hma = defineIndicator("hma", (period: number) => {
  assertPeriod("hma", period, 2);
  const smoothing = Math.floor(Math.sqrt(period));
  const half = createWeightedMean(Math.floor(period / 2));
  const whole = createWeightedMean(period);
  const smooth = createWeightedMean(smoothing);
  return {
    warmup: period + smoothing - 2,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        out[i] = smooth.push(2 * half.push(value) - whole.push(value));
      }
    },
  };
});
