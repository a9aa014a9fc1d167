import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingCovariance } from "../kernel/rolling-covariance.js";

/**
 * Pearson's correlation of two series over the last `period` rows, in [-1, 1]; 0 where either window is flat.
 * Rows before `period - 1` are NaN. Prices of two trending instruments correlate whatever they have to do with each
 * other: correlate their returns.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see TA-Lib `ta_CORREL.c`
 */
export const correlation = defineIndicator({ name: "correlation", inputs: "pair" }, (period: number = 30) => {
  assertPeriod("correlation", period, 2);
  const sums = createRollingCovariance(period);
  return {
    warmup: period - 1,
    extend([x, y], [out], from, to) {
      for (let i = from; i < to; i++) {
        let r = Number.NaN;
        if (!Number.isFinite(x[i]! + y[i]!)) sums.reset();
        else if (sums.push(x[i]!, y[i]!)) {
          const scale = Math.sqrt(sums.xx * sums.yy);
          r = scale > 0 ? Math.max(-1, Math.min(1, sums.xy / scale)) : 0;
        }
        out[i] = r;
      }
    },
  };
});
