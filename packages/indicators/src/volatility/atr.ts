import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Average true range: Wilder's smoothing, weight `1 / period`, of the true range, seeded with the mean of the first
 * `period` of them. Unit: price. Rows before `period` are NaN: the first bar has no true range.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_ATR.c`; Wilder, New Concepts in Technical Trading Systems (1978)
 */
export const atr = defineIndicator({ name: "atr", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("atr", period);
  const weight = 1 / period;
  let ranges = -1; // true ranges seen; -1 before the first clean bar
  let previous = 0;
  let value = 0;
  return {
    warmup: period,
    extend([high, low, close], [out], from, to) {
      // locals: a number kept in the closure is boxed anew at each write
      let n = ranges;
      let before = previous;
      let average = value;
      let i = from;
      while (i < to) {
        if (n === period) {
          for (; i < to; i++) {
            if (!Number.isFinite(high[i]! + low[i]! + close[i]!)) break;
            const range = Math.max(high[i]!, before) - Math.min(low[i]!, before);
            before = close[i]!;
            average += weight * (range - average);
            out[i] = average;
          }
          if (i === to) break;
        }
        const range = Math.max(high[i]!, before) - Math.min(low[i]!, before);
        before = close[i]!;
        if (!Number.isFinite(high[i]! + low[i]! + before)) {
          n = -1;
          average = 0;
        } else if (++n > 0) average += weight * range;
        out[i] = n < period ? Number.NaN : average;
        i++;
      }
      ranges = n;
      previous = before;
      value = average;
    },
  };
});
