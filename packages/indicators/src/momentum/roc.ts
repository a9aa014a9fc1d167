import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Rate of change: growth over the value `period` rows ago, in percent. 0 where that value is 0.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_ROC.c`
 */
export const roc = defineIndicator("roc", (period: number = 10) => {
  assertPeriod("roc", period);
  let clean = 0; // values since the last NaN, up to `period + 1`
  return {
    warmup: period,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) {
          clean = 0;
          out[i] = Number.NaN;
        } else if (clean <= period && ++clean <= period) {
          out[i] = Number.NaN;
        } else {
          const before = x[i - period]!;
          out[i] = before === 0 ? 0 : (100 * (value - before)) / before;
        }
      }
    },
  };
});
