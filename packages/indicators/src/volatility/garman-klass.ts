import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Garman-Klass volatility over the last `period` bars, per bar, not annualised:
 * `sqrt(mean(ln(high / low)² / 2 - (2 ln 2 - 1) ln(close / open)²))`. Blind to gaps between bars, and biased by a trend.
 * Rows before `period - 1` are NaN, and prices that are not positive count as NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see Garman & Klass, On the Estimation of Security Price Volatilities (1980); R TTR `volatility(calc = "garman.klass")`
 */
export const garmanKlass = defineIndicator(
  { name: "garmanKlass", inputs: ["open", "high", "low", "close"] },
  (period: number = 20) => {
    assertPeriod("garmanKlass", period);
    const sum = createRollingSum(period);
    const bodyWeight = 2 * Math.LN2 - 1;
    return {
      warmup: period - 1,
      extend([open, high, low, close], [out], from, to) {
        for (let i = from; i < to; i++) {
          const positive = low[i]! > 0 && open[i]! > 0 && close[i]! > 0;
          const reach = Math.log(high[i]! / low[i]!);
          const body = Math.log(close[i]! / open[i]!);
          const term = 0.5 * reach * reach - bodyWeight * body * body;
          if (!(positive && Number.isFinite(term))) {
            sum.reset();
            out[i] = Number.NaN;
          } else out[i] = Math.sqrt(Math.max(0, sum.push(term)) / period);
        }
      },
    };
  },
);
