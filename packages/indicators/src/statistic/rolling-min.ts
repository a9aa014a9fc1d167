import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnExtreme } from "../kernel/column-extremes.js";

/**
 * Smallest of the last `period` values, the current one included. Unit out = unit in; rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_MIN.c`
 */
export const rollingMin = defineIndicator("rollingMin", (period: number) => {
  assertPeriod("rollingMin", period);
  const lowest = createColumnExtreme(period, -1);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      lowest.extend(x, out, from, to);
    },
  };
});
