import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Kaufman's adaptive moving average: an EMA whose weight follows the efficiency ratio, net move over path of the last
 * `period` changes. A straight path gives the weight of an EMA of `fast` values, a noisy one that of `slow`.
 * Unit out = unit in; starts from the value before the first row it is defined on. No movement counts as straight.
 * @throws {BadPeriodError} unless all three are positive integers.
 * @see TA-Lib `ta_KAMA.c`, which fixes `fast` and `slow` at 2 and 30
 */
export const kama = defineIndicator("kama", (period: number, fast: number = 2, slow: number = 30) => {
  assertPeriod("kama", period);
  assertPeriod("kama", fast, 1, "fast");
  assertPeriod("kama", slow, 1, "slow");
  const slowest = 2 / (slow + 1);
  const spread = 2 / (fast + 1) - slowest;
  const path = createRollingSum(period);
  const state = Float64Array.of(Number.NaN); // typed, since a double in a closure variable is boxed at every write
  let clean = 0; // values since the last NaN, up to `period + 1`
  return {
    warmup: period,
    extend([x], [out], from, to) {
      let mean = state[0]!;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(value)) {
          clean = 0;
          mean = Number.NaN;
          path.reset();
          continue;
        }
        const before = clean === 0 ? value : x[i - 1]!;
        const length = clean === 0 ? 0 : path.push(Math.abs(value - before));
        if (clean <= period && ++clean <= period) continue;
        if (Number.isNaN(mean)) mean = before;
        const net = Math.abs(value - x[i - period]!);
        const weight = (net < length ? (net / length) * spread : spread) + slowest;
        mean += weight * weight * (value - mean);
        out[i] = mean;
      }
      state[0] = mean;
    },
  };
});
