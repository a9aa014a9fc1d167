import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createWeightedMean } from "../kernel/weighted-mean.js";

/**
 * Weighted moving average: weights 1, 2, ... `period`, the newest heaviest.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_WMA.c`
 */
export const wma = defineIndicator("wma", (period: number) => {
  assertPeriod("wma", period);
  const mean = createWeightedMean(period);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) out[i] = mean.push(x[i]!);
    },
  };
});
