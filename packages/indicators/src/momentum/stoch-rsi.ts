import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingRange } from "../kernel/rolling-range.js";
import { createRollingSum } from "../kernel/rolling-sum.js";
import { createRsiState } from "../kernel/rsi-state.js";

/**
 * Where the RSI stands in its own range of the last `kPeriod` values: `k`, and `d`, the mean of the last `dPeriod` of it.
 * In [0, 100]; 0 where the RSI has no range. Both outputs start on the same row.
 * @throws {BadPeriodError} unless all three are positive integers.
 * @see TA-Lib `ta_STOCHRSI.c`
 */
export const stochRsi = defineIndicator(
  { name: "stochRsi", outputs: ["k", "d"] },
  (period: number = 14, kPeriod: number = 5, dPeriod: number = 3) => {
    assertPeriod("stochRsi", period);
    assertPeriod("stochRsi", kPeriod, 1, "kPeriod");
    assertPeriod("stochRsi", dPeriod, 1, "dPeriod");
    const strength = createRsiState(period);
    const range = createRollingRange(kPeriod);
    const sum = createRollingSum(dPeriod);
    return {
      warmup: period + kPeriod + dPeriod - 2,
      extend([x], [k, d], from, to) {
        for (let i = from; i < to; i++) {
          const index = strength.push(x[i]!);
          k[i] = Number.NaN;
          d[i] = Number.NaN;
          if (Number.isNaN(index)) {
            range.reset();
            sum.reset();
            continue;
          }
          if (!range.push(index, index)) continue;
          const { highest, lowest } = range;
          const place = highest > lowest ? (100 * (index - lowest)) / (highest - lowest) : 0;
          const mean = sum.push(place) / dPeriod;
          if (Number.isNaN(mean)) continue;
          k[i] = place;
          d[i] = mean;
        }
      },
    };
  },
);
