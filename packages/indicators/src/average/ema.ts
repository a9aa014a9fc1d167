import { assertPeriod, defineIndicator } from "@bellwether/core";
import { exponentialMean } from "../kernel/exponential-mean.js";

/**
 * Exponential moving average, weight `2 / (period + 1)`, seeded with the mean of the first `period` values.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_EMA.c`, whose classic seed this is
 */
export const ema = defineIndicator("ema", (period: number) => {
  assertPeriod("ema", period);
  return exponentialMean(period, 2 / (period + 1));
});
