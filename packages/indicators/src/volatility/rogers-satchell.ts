import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Rogers-Satchell volatility over the last `period` bars, per bar, not annualised:
 * `sqrt(mean(ln(high / close) ln(high / open) + ln(low / close) ln(low / open)))`. Right under a trend, blind to gaps
 * between bars. Rows before `period - 1` are NaN, and prices that are not positive count as NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see Rogers & Satchell, Estimating Variance from High, Low and Closing Prices (1991);
 *   R TTR `volatility(calc = "rogers.satchell")`
 */
export const rogersSatchell = defineIndicator(
  { name: "rogersSatchell", inputs: ["open", "high", "low", "close"] },
  (period: number = 20) => {
    assertPeriod("rogersSatchell", period);
    const sum = createRollingSum(period);
    return {
      warmup: period - 1,
      extend([open, high, low, close], [out], from, to) {
        for (let i = from; i < to; i++) {
          const term = rogersSatchellTerm(open[i]!, high[i]!, low[i]!, close[i]!);
          if (!Number.isFinite(term)) {
            sum.reset();
            out[i] = Number.NaN;
          } else out[i] = Math.sqrt(Math.max(0, sum.push(term)) / period);
        }
      },
    };
  },
);

/** One bar's variance, NaN unless all four prices are positive. */
export function rogersSatchellTerm(open: number, high: number, low: number, close: number): number {
  if (!(low > 0 && open > 0 && close > 0)) return Number.NaN;
  const body = Math.log(close / open);
  const up = Math.log(high / open);
  const down = Math.log(low / open);
  return up * (up - body) + down * (down - body);
}
