import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnRange } from "../kernel/column-range.js";

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
    const range = createColumnRange(period);
    return {
      warmup: period - 1,
      extend([high, low], [upper, middle, lower], from, to) {
        range.extend(high, low, upper, lower, from, to);
        for (let i = from; i < to; i++) middle[i] = (upper[i]! + lower[i]!) / 2;
      },
    };
  },
);
