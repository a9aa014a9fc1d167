import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Simple moving average: mean of the last `period` values.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_SMA.c`
 */
export const sma = defineIndicator("sma", (period: number) => {
  assertPeriod("sma", period);
  let clean = 0; // rows since the last NaN
  let sum = 0;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (Number.isNaN(value)) {
          clean = 0;
          sum = 0;
          out[i] = Number.NaN;
          continue;
        }
        sum += value;
        if (++clean > period) sum -= x[i - period]!;
        out[i] = clean < period ? Number.NaN : sum / period;
      }
    },
  };
});
