import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingRange } from "../kernel/rolling-range.js";
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
    const range = createRollingRange(kPeriod);
    const sum = createRollingSum(dPeriod);
    return {
      warmup: kPeriod + dPeriod - 2,
      extend([high, low, close], [k, d], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          const c = close[i]!;
          k[i] = Number.NaN;
          d[i] = Number.NaN;
          if (!Number.isFinite(h + l + c)) {
            range.reset();
            sum.reset();
            continue;
          }
          if (!range.push(h, l)) continue;
          const { highest, lowest } = range;
          const place = highest > lowest ? (100 * (c - lowest)) / (highest - lowest) : 0;
          const mean = sum.push(place) / dPeriod;
          if (Number.isNaN(mean)) continue;
          k[i] = place;
          d[i] = mean;
        }
      },
    };
  },
);
