import { defineIndicator } from "@bellwether/core";
import { createColumnMoments } from "../kernel/column-moments.js";
import { assertDdof } from "./assert-ddof.js";

/**
 * Variance of the last `period` values: of the sample by default, of the population with `ddof` 0, as TA-Lib has it.
 * Unit out = unit in, squared. Exactly 0 in a flat window. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `ddof` is 0 or 1 and `period` an integer above it.
 * @see TA-Lib `ta_VAR.c`; pandas `rolling().var()`
 */
export const rollingVariance = defineIndicator("rollingVariance", (period: number, ddof: number = 1) => {
  assertDdof("rollingVariance", period, ddof);
  const share = 1 / (period - ddof);
  const moments = createColumnMoments(period);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      moments.extend(x, out, out, from, to); // the squares are written over the mean
      for (let i = from; i < to; i++) out[i] = out[i]! * share;
    },
  };
});
