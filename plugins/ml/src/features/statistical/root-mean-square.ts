import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createWindowSum } from "../ops/window-sum.js";

/**
 * Root of the mean square of the last `period` values: a deviation from 0 and not from their mean. Unit out = unit in;
 * exactly 0 in a window of zeros. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 */
export const rootMeanSquare = defineIndicator("rootMeanSquare", (period: number) => {
  assertPeriod("rootMeanSquare", period);
  const sum = createWindowSum(period);
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) out[i] = Math.sqrt(sum.push(x[i]! * x[i]!) / period);
    },
  };
});
