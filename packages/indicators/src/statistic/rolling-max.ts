import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnExtreme } from "../kernel/column-extremes.js";

/**
 * Largest of the last `period` values, the current one included. Unit out = unit in; rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_MAX.c`
 */
export const rollingMax = defineIndicator("rollingMax", (period: number) => {
  assertPeriod("rollingMax", period);
  const highest = createColumnExtreme(period, 1);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      highest.extend(x, out, from, to);
    },
  };
});
