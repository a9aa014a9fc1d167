import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Triangular moving average: the mean of means, so that the middle of the window weighs most. An even `period` takes
 * windows of `period / 2` and `period / 2 + 1`, an odd one twice `(period + 1) / 2`.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_TRIMA.c`
 */
export const trima = defineIndicator("trima", (period: number) => {
  assertPeriod("trima", period);
  const inner = Math.ceil(period / 2);
  const outer = period - inner + 1;
  const first = createRollingSum(inner);
  const second = createRollingSum(outer);
  let clean = 0; // values since the last NaN, up to `inner`
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(value)) {
          clean = 0;
          first.reset();
          second.reset();
          continue;
        }
        const sum = first.push(value);
        if (clean < inner && ++clean < inner) continue;
        out[i] = second.push(sum / inner) / outer;
      }
    },
  };
});
