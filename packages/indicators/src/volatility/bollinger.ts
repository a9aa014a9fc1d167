import { assertPeriod, defineIndicator } from "@bellwether/core";
import { assertPositive } from "../kernel/assert-positive.js";
import { createColumnMoments } from "../kernel/column-moments.js";

/**
 * Bollinger bands: the mean of the last `period` values, and `deviations` population standard deviations around it.
 * Unit of the bands = unit in. `percentB` is the place between them as a fraction, 0 on the lower and 1 on the upper
 * band, NaN where the window is flat; `bandwidth` is upper minus lower as a fraction of the middle, NaN where that is 0.
 * Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer and `deviations` a positive number.
 * @see TA-Lib `ta_BBANDS.c`; Bollinger on Bollinger Bands (2001)
 */
export const bollinger = defineIndicator(
  { name: "bollinger", outputs: ["upper", "middle", "lower", "percentB", "bandwidth"] },
  (period: number = 20, deviations: number = 2) => {
    assertPeriod("bollinger", period);
    assertPositive("bollinger", "deviations", deviations);
    const share = 1 / period;
    const moments = createColumnMoments(period);
    return {
      warmup: period - 1,
      extend([x], [upper, middle, lower, percentB, bandwidth], from, to) {
        const squares = upper; // until the second loop has read them
        moments.extend(x, middle, squares, from, to);
        for (let i = from; i < to; i++) {
          const mean = middle[i]!;
          const reach = deviations * Math.sqrt(squares[i]! * share);
          upper[i] = mean + reach;
          lower[i] = mean - reach;
          percentB[i] = (x[i]! - mean + reach) / (2 * reach);
          bandwidth[i] = mean === 0 ? Number.NaN : (2 * reach) / mean;
        }
      },
    };
  },
);
