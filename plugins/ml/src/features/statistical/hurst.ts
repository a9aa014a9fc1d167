import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createWindowSum } from "../ops/window-sum.js";

const LAGS = [1, 2, 4, 8, 16] as const;

/**
 * Hurst exponent of the last `period` changes by the growth of their spread: the slope of the log root mean square of
 * changes over 1, 2, 4, 8 and 16 rows, all within the window, against the log of the lag. 1/2 for a random walk, above for
 * one that trends, below for one that returns; held within 0 and 1. 1/2 in a flat window, 0 where the value has come back
 * to the very same after some of the lags, wherever the window starts. Give it a log price.
 * Rows before `period` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 32.
 * @see Di Matteo, Multi-scaling in Finance (2007), the generalised exponent of order 2
 */
export const hurst = defineIndicator("hurst", (period: number = 100) => {
  assertPeriod("hurst", period, 2 * LAGS[4]);
  const counts = LAGS.map((lag) => period - lag + 1);
  const [sum1, sum2, sum4, sum8, sum16] = counts.map(createWindowSum) as [Sum, Sum, Sum, Sum, Sum];
  const [n1, n2, n4, n8, n16] = counts as [number, number, number, number, number];
  let clean = 0;
  const square = (change: number, lag: number) => (clean > lag ? change * change : Number.NaN);
  return {
    warmup: period,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) clean = 0;
        else if (clean <= period) clean++;
        const m1 = sum1.push(square(value - x[i - 1]!, 1)) / n1;
        const m2 = sum2.push(square(value - x[i - 2]!, 2)) / n2;
        const m4 = sum4.push(square(value - x[i - 4]!, 4)) / n4;
        const m8 = sum8.push(square(value - x[i - 8]!, 8)) / n8;
        const m16 = sum16.push(square(value - x[i - 16]!, 16)) / n16;
        if (clean <= period) out[i] = Number.NaN;
        else if (m1 === 0) out[i] = 0.5;
        else if (m2 === 0 || m4 === 0 || m8 === 0 || m16 === 0) out[i] = 0;
        // lags that double lie evenly: the slope weighs the logs −2, −1, 0, 1, 2 over 10 steps of ln 2, each half a log of a square
        else {
          const slope = (2 * Math.log(m16 / m1) + Math.log(m8 / m2)) / (20 * Math.LN2);
          out[i] = Math.min(1, Math.max(0, slope));
        }
      }
    },
  };
});

type Sum = ReturnType<typeof createWindowSum>;
