import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingRange } from "../kernel/rolling-range.js";

/**
 * Williams %R: how far the close lies below the highest high, in percent of the range of the last `period` bars.
 * In [-100, 0]; 0 where the range is empty.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_WILLR.c`
 */
export const williamsR = defineIndicator(
  { name: "williamsR", inputs: ["high", "low", "close"] },
  (period: number = 14) => {
    assertPeriod("williamsR", period);
    const range = createRollingRange(period);
    return {
      warmup: period - 1,
      extend([high, low, close], [out], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          const c = close[i]!;
          out[i] = Number.NaN;
          if (!Number.isFinite(h + l + c)) {
            range.reset();
            continue;
          }
          if (!range.push(h, l)) continue;
          const { highest, lowest } = range;
          out[i] = highest > lowest ? (100 * (c - highest)) / (highest - lowest) : 0;
        }
      },
    };
  },
);
