import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingMoments } from "../kernel/rolling-moments.js";
import { createRollingSum } from "../kernel/rolling-sum.js";
import { rogersSatchellTerm } from "./rogers-satchell.js";

/**
 * Yang-Zhang volatility over the last `period` bars, per bar, not annualised: the square root of
 * `gap + k · body + (1 - k) · rs`, where gap and body are the sample variances of `ln(open / previous close)` and
 * `ln(close / open)`, rs is the Rogers-Satchell variance and `k = 0.34 / (1.34 + (period + 1) / (period - 1))`.
 * Right under a trend and with gaps between bars. Rows before `period` are NaN: the first bar has no gap. Prices that
 * are not positive count as NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see Yang & Zhang, Drift-Independent Volatility Estimation (2000); R TTR `volatility(calc = "yang.zhang")`
 */
export const yangZhang = defineIndicator(
  { name: "yangZhang", inputs: ["open", "high", "low", "close"] },
  (period: number = 20) => {
    assertPeriod("yangZhang", period, 2);
    const k = 0.34 / (1.34 + (period + 1) / (period - 1));
    const gap = createRollingMoments(period);
    const body = createRollingMoments(period);
    const rs = createRollingSum(period);
    let previous = Number.NaN; // close of the last clean bar
    return {
      warmup: period,
      extend([open, high, low, close], [out], from, to) {
        for (let i = from; i < to; i++) {
          const term = rogersSatchellTerm(open[i]!, high[i]!, low[i]!, close[i]!);
          const jump = Math.log(open[i]! / previous);
          previous = Number.isFinite(term) ? close[i]! : Number.NaN;
          if (!Number.isFinite(term + jump)) {
            gap.reset();
            body.reset();
            rs.reset();
            out[i] = Number.NaN;
            continue;
          }
          body.push(Math.log(close[i]! / open[i]!));
          gap.push(jump);
          const variance =
            (gap.squares + k * body.squares) / (period - 1) + ((1 - k) * Math.max(0, rs.push(term))) / period;
          out[i] = Math.sqrt(variance);
        }
      },
    };
  },
);
