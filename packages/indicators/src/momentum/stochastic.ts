import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnRange } from "../kernel/column-range.js";
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
    const range = createColumnRange(kPeriod);
    const slowSum = createRollingSum(slowing);
    const signalSum = createRollingSum(dPeriod);
    let clean = 0; // bars since the last NaN, up to `kPeriod`
    return {
      warmup: kPeriod + slowing + dPeriod - 3,
      extend([high, low, close], [k, d], from, to) {
        range.extend(high, low, k, d, from, to);
        let n = clean;
        for (let i = from; i < to; i++) {
          const c = close[i]!;
          const highest = k[i]!;
          const lowest = d[i]!;
          k[i] = Number.NaN;
          d[i] = Number.NaN;
          if (!Number.isFinite(high[i]! + low[i]! + c)) {
            n = 0;
            slowSum.reset();
            signalSum.reset();
            continue;
          }
          if (n < kPeriod && ++n < kPeriod) continue;
          const slow = slowSum.push(highest > lowest ? (100 * (c - lowest)) / (highest - lowest) : 0) / slowing;
          if (Number.isNaN(slow)) continue;
          const mean = signalSum.push(slow) / dPeriod;
          if (Number.isNaN(mean)) continue;
          k[i] = slow;
          d[i] = mean;
        }
        clean = n;
      },
    };
  },
);
