import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnRange } from "../kernel/column-range.js";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Fast stochastic: where the close stands in the range of the last `kPeriod` bars, `k`, and `d`, the mean of the last
 * `dPeriod` of it. In [0, 100]; 0 where the range is empty. Both outputs start on the same row.
 * @throws {BadPeriodError} unless both are positive integers.
 * @see TA-Lib `ta_STOCHF.c`
 */
export const stochasticFast = defineIndicator(
  { name: "stochasticFast", inputs: ["high", "low", "close"], outputs: ["k", "d"] },
  (kPeriod: number = 5, dPeriod: number = 3) => {
    assertPeriod("stochasticFast", kPeriod, 1, "kPeriod");
    assertPeriod("stochasticFast", dPeriod, 1, "dPeriod");
    const range = createColumnRange(kPeriod);
    const sum = createRollingSum(dPeriod);
    let clean = 0; // bars since the last NaN, up to `kPeriod`
    return {
      warmup: kPeriod + dPeriod - 2,
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
            sum.reset();
            continue;
          }
          if (n < kPeriod && ++n < kPeriod) continue;
          const place = highest > lowest ? (100 * (c - lowest)) / (highest - lowest) : 0;
          const mean = sum.push(place) / dPeriod;
          if (Number.isNaN(mean)) continue;
          k[i] = place;
          d[i] = mean;
        }
        clean = n;
      },
    };
  },
);
