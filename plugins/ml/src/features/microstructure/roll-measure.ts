import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Roll's measure of the spread: `2 · √|covariance|` of each change of the price with the one before, over `period` pairs.
 * Unit: that of the price. Roll's model wants a negative covariance; of a positive one this takes the size all the same,
 * as the source does. Rows before `period + 1` are NaN.
 * Summed anew for every row, O(period): the root would magnify what a running sum leaves behind.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see Roll, A Simple Implicit Measure of the Effective Bid-Ask Spread (1984); López de Prado (2018), 19.3.1
 */
export const rollMeasure = defineIndicator("rollMeasure", (period: number = 20) => {
  assertPeriod("rollMeasure", period, 2);
  const share = 1 / period;
  let clean = 0;
  return {
    warmup: period + 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (!Number.isFinite(x[i]!)) clean = 0;
        else if (clean < period + 2) clean++;
        if (clean < period + 2) {
          out[i] = Number.NaN;
          continue;
        }
        const first = i - period;
        const mean = (x[i]! - x[first]!) * share;
        const meanBefore = (x[i - 1]! - x[first - 1]!) * share;
        let sum = 0;
        let before = x[first]! - x[first - 1]!;
        for (let j = first + 1; j <= i; j++) {
          const change = x[j]! - x[j - 1]!;
          sum += (change - mean) * (before - meanBefore);
          before = change;
        }
        out[i] = 2 * Math.sqrt(Math.abs(sum) / (period - 1));
      }
    },
  };
});
