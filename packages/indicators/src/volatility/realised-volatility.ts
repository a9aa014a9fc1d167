import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingMoments } from "../kernel/rolling-moments.js";

/**
 * Realised volatility: sample standard deviation of the last `period` log returns, per bar, not annualised (times the
 * square root of the bars in a year it is). A value that is not positive counts as NaN.
 * Rows before `period` are NaN: `period` returns need one value more.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see R TTR `volatility(calc = "close")`, whose `n` counts closes: n = period + 1
 */
export const realisedVolatility = defineIndicator("realisedVolatility", (period: number = 20) => {
  assertPeriod("realisedVolatility", period, 2);
  const moments = createRollingMoments(period);
  let previous = Number.NaN;
  return {
    warmup: period,
    extend([x], [out], from, to) {
      let before = previous;
      for (let i = from; i < to; i++) {
        const change = Math.log(x[i]! / before);
        before = x[i]! > 0 ? x[i]! : Number.NaN;
        if (!Number.isFinite(change)) {
          moments.reset();
          out[i] = Number.NaN;
        } else out[i] = moments.push(change) ? Math.sqrt(moments.squares / (period - 1)) : Number.NaN;
      }
      previous = before;
    },
  };
});
