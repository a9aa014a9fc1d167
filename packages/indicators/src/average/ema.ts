import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Exponential moving average, weight `2 / (period + 1)`, seeded with the mean of the first `period` values.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_EMA.c`, whose classic seed this is
 */
export const ema = defineIndicator("ema", (period: number) => {
  assertPeriod("ema", period);
  const weight = 2 / (period + 1);
  const state = new Float64Array(1); // typed, since a double in a closure variable is boxed at every write
  let clean = 0; // values since the last NaN, up to `period`
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let mean = state[0]!;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) {
          clean = 0;
          mean = 0;
          out[i] = Number.NaN;
        } else if (clean < period) {
          mean += value;
          if (++clean < period) out[i] = Number.NaN;
          else out[i] = mean /= period;
        } else {
          mean += weight * (value - mean);
          out[i] = mean;
        }
      }
      state[0] = mean;
    },
  };
});
