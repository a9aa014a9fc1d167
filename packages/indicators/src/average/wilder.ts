import { assertPeriod, defineIndicator } from "@bellwether/core";
import { exponentialMean } from "../kernel/exponential-mean.js";

/**
 * Wilder's moving average (also RMA or SMMA): weight `1 / period`, seeded with the mean of the first `period` values.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see J. W. Wilder, New Concepts in Technical Trading Systems, 1978
 */
export const wilder = defineIndicator("wilder", (period: number) => {
  assertPeriod("wilder", period);
  return exponentialMean(period, 1 / period);
});
