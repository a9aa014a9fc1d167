import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnExtremeAge } from "../kernel/column-extreme-age.js";

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
    const highest = createColumnExtremeAge(period + 1, 1);
    const lowest = createColumnExtremeAge(period + 1, -1);
    const percent = 100 / period;
    return {
      warmup: period,
      extend([high, low], [up, down], from, to) {
        highest.extend(high, up, from, to);
        lowest.extend(low, down, from, to);
        for (let i = from; i < to; i++) {
          const whole = up[i]! + down[i]! >= 0;
          up[i] = whole ? percent * (period - up[i]!) : Number.NaN;
          down[i] = whole ? percent * (period - down[i]!) : Number.NaN;
        }
      },
    };
  },
);
