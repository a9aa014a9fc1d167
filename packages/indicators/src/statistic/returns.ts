import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Return over `period` rows as a fraction: 0.02 is 2 %. NaN where the earlier value is 0. Rows before `period` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 */
export const returns = defineIndicator("returns", (period: number = 1) => {
  assertPeriod("returns", period);
  let clean = 0;
  return {
    warmup: period,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (!Number.isFinite(x[i]!)) clean = -1;
        out[i] = clean >= period && x[i - period] !== 0 ? x[i]! / x[i - period]! - 1 : Number.NaN;
        if (clean < period) clean++;
      }
    },
  };
});
