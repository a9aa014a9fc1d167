import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Rank of the value among the last `period` values, itself included, as a fraction: those below it count in full,
 * those equal to it (at least itself) by half. So it lies between 1/2 and `period - 1/2`, over `period`, and is 0.5 in
 * a flat window. Not O(1) but O(period) a row: at usual periods counting beats keeping the window in order.
 * Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see R TTR `runPercentRank` with its multiplier 0.5
 */
export const percentRank = defineIndicator("percentRank", (period: number = 50) => {
  assertPeriod("percentRank", period);
  let clean = 0;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) clean = 0;
        else if (clean < period) clean++;
        if (clean < period) {
          out[i] = Number.NaN;
          continue;
        }
        let halves = 0;
        for (let j = i - period + 1; j <= i; j++) if (x[j]! <= value) halves += x[j]! < value ? 2 : 1;
        out[i] = halves / (2 * period);
      }
    },
  };
});
