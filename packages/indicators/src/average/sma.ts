import { assertPeriod, defineIndicator } from "@bellwether/core";

/** Rows after which the running sum is taken anew, so that rounding errors do not add up. */
const REFRESH = 64;
/** A sum this much smaller than its last change has lost its digits to the value that left: it is taken anew at once. */
const SWALLOWED = 1e6;

/**
 * Simple moving average: mean of the last `period` values.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_SMA.c`
 */
export const sma = defineIndicator("sma", (period: number) => {
  assertPeriod("sma", period);
  // a double lives in a typed array between calls: as a plain closure variable it would be boxed, row by row
  const state = new Float64Array(1);
  const block = Math.max(REFRESH, period);
  let clean = 0; // rows since the last NaN, up to the period
  let left = block; // rows until the sum is taken anew
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let sum = state[0]!;
      let i = from;
      while (i < to) {
        if (clean === period) {
          // the steady state, kept bare: nearly every row passes here
          const start = i;
          const end = Math.min(to, i + left);
          for (; i < end; i++) {
            const value = x[i]!;
            const change = value - x[i - period]!;
            sum += change;
            if (!(Math.abs(change) < Math.abs(sum) * SWALLOWED)) {
              if (!Number.isFinite(value)) break;
              sum = 0;
              for (let k = i - period + 1; k <= i; k++) sum += x[k]!;
            }
            out[i] = sum / period;
          }
          left -= i - start;
          if (left === 0) {
            left = block;
            sum = 0;
            for (let k = i - period; k < i; k++) sum += x[k]!;
          }
          if (i === end) continue;
        }
        const value = x[i]!;
        if (Number.isFinite(value)) {
          sum += value;
          clean++;
        } else {
          sum = 0;
          clean = 0;
          left = block;
        }
        out[i] = clean < period ? Number.NaN : sum / period;
        i++;
      }
      state[0] = sum;
    },
  };
});
