import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Log return over `period` rows, `ln(value / earlier value)`. A value that is not positive counts as NaN.
 * Rows before `period` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 */
export const logReturns = defineIndicator("logReturns", (period: number = 1) => {
  assertPeriod("logReturns", period);
  let clean = 0;
  return {
    warmup: period,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (!(x[i]! > 0 && Number.isFinite(x[i]!))) clean = -1;
        out[i] = clean >= period ? Math.log(x[i]! / x[i - period]!) : Number.NaN;
        if (clean < period) clean++;
      }
    },
  };
});
