import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Relative strength index: share of rises in the movement of the last values, smoothed by Wilder's average.
 * In [0, 100]; 0 where nothing has moved at all.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_RSI.c`
 */
export const rsi = defineIndicator("rsi", (period: number = 14) => {
  assertPeriod("rsi", period);
  const keep = 1 - 1 / period;
  const state = new Float64Array(2); // Wilder's averages of rises and falls times `period`: only their ratio counts
  let clean = 0; // values since the last NaN, up to `period + 1`
  return {
    warmup: period,
    extend([x], [out], from, to) {
      let gain = state[0]!;
      let loss = state[1]!;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) {
          clean = 0;
          gain = 0;
          loss = 0;
          out[i] = Number.NaN;
          continue;
        }
        const change = clean === 0 ? 0 : value - x[i - 1]!;
        const path = Math.abs(change);
        // half of path ± change is the rise or the fall, exactly and without a branch to mispredict
        if (clean > period) {
          gain = gain * keep + 0.5 * (path + change);
          loss = loss * keep + 0.5 * (path - change);
        } else {
          gain += 0.5 * (path + change);
          loss += 0.5 * (path - change);
          clean++;
        }
        const both = gain + loss;
        if (clean <= period) out[i] = Number.NaN;
        else out[i] = both > 0 ? (100 * gain) / both : 0;
      }
      state[0] = gain;
      state[1] = loss;
    },
  };
});
