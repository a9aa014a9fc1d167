import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingMax, createRollingMin } from "../kernel/rolling-extremes.js";

/**
 * Aroon: how lately the highest high (`up`) and the lowest low (`down`) of the last `period + 1` bars came, in percent of
 * `period`: 100 on this bar, 0 on the oldest. Of equal extremes the newest counts.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_AROON.c`
 */
export const aroon = defineIndicator(
  { name: "aroon", inputs: ["high", "low"], outputs: ["up", "down"] },
  (period: number = 14) => {
    assertPeriod("aroon", period);
    const highest = createRollingMax(period + 1);
    const lowest = createRollingMin(period + 1);
    const percent = 100 / period;
    return {
      warmup: period,
      extend([high, low], [up, down], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          up[i] = Number.NaN;
          down[i] = Number.NaN;
          if (!Number.isFinite(h + l)) {
            highest.reset();
            lowest.reset();
            continue;
          }
          highest.push(h);
          lowest.push(l);
          if (highest.count <= period) continue;
          up[i] = percent * (period - highest.age);
          down[i] = percent * (period - lowest.age);
        }
      },
    };
  },
);
