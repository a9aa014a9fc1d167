import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnExtreme } from "../kernel/column-extremes.js";

/**
 * Donchian channel: highest high and lowest low of the last `period` bars, the current one included, and their mean.
 * A breakout rule compares the close with the channel of the bar before, `upper.at(-2)`. Unit: price.
 * Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see R TTR `DonchianChannel`
 */
export const donchian = defineIndicator(
  { name: "donchian", inputs: ["high", "low"], outputs: ["upper", "middle", "lower"] },
  (period: number = 20) => {
    assertPeriod("donchian", period);
    const highest = createColumnExtreme(period, 1);
    const lowest = createColumnExtreme(period, -1);
    return {
      warmup: period - 1,
      extend([high, low], [upper, middle, lower], from, to) {
        highest.extend(high, upper, from, to);
        lowest.extend(low, lower, from, to);
        for (let i = from; i < to; i++) {
          const mean = (upper[i]! + lower[i]!) / 2;
          middle[i] = mean;
          if (!Number.isNaN(mean)) continue;
          upper[i] = Number.NaN; // a channel with one side is none
          lower[i] = Number.NaN;
        }
      },
    };
  },
);
