import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Momentum: the change since the value `period` rows ago.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_MOM.c`
 */
export const mom = defineIndicator("mom", (period: number = 10) => {
  assertPeriod("mom", period);
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
          out[i] = value - x[i - period]!;
        }
      }
    },
  };
});
