import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingRange } from "../kernel/rolling-range.js";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Slow stochastic: where the close stands in the range of the last `kPeriod` bars, smoothed once by a mean of `slowing`
 * values, `k`, and again by one of `dPeriod`, `d`. In [0, 100]; an empty range counts 0. Both start on the same row.
 * @throws {BadPeriodError} unless all three are positive integers.
 * @see TA-Lib `ta_STOCH.c`
 */
export const stochastic = defineIndicator(
  { name: "stochastic", inputs: ["high", "low", "close"], outputs: ["k", "d"] },
  (kPeriod: number = 5, slowing: number = 3, dPeriod: number = 3) => {
    assertPeriod("stochastic", kPeriod, 1, "kPeriod");
    assertPeriod("stochastic", slowing, 1, "slowing");
    assertPeriod("stochastic", dPeriod, 1, "dPeriod");
    const range = createRollingRange(kPeriod);
    const slowSum = createRollingSum(slowing);
    const signalSum = createRollingSum(dPeriod);
    return {
      warmup: kPeriod + slowing + dPeriod - 3,
      extend([high, low, close], [k, d], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          const c = close[i]!;
          k[i] = Number.NaN;
          d[i] = Number.NaN;
          if (!Number.isFinite(h + l + c)) {
            range.reset();
            slowSum.reset();
            signalSum.reset();
          } else if (range.push(h, l)) {
            const { highest, lowest } = range;
            const slow = slowSum.push(highest > lowest ? (100 * (c - lowest)) / (highest - lowest) : 0) / slowing;
            const mean = Number.isNaN(slow) ? slow : signalSum.push(slow) / dPeriod;
            k[i] = Number.isNaN(mean) ? mean : slow;
            d[i] = mean;
          }
        }
      },
    };
  },
);
