import { defineIndicator } from "@bellwether/core";
import { createRollingMoments } from "../kernel/rolling-moments.js";
import { assertDdof } from "./assert-ddof.js";

/**
 * How many standard deviations the value stands from the mean of the last `period` values, itself included.
 * The deviation is the sample's, or the population's with `ddof` 0. NaN where the window is flat. Rows before
 * `period - 1` are NaN.
 * @throws {BadPeriodError} unless `ddof` is 0 or 1 and `period` an integer above it.
 */
export const zScore = defineIndicator("zScore", (period: number = 20, ddof: number = 1) => {
  assertDdof("zScore", period, ddof);
  const moments = createRollingMoments(period);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        let score = Number.NaN;
        if (!Number.isFinite(value)) moments.reset();
        else if (moments.push(value)) score = (value - moments.mean) / Math.sqrt(moments.squares / (period - ddof));
        out[i] = score;
      }
    },
  };
});
