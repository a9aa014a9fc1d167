import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Simple moving average: mean of the last `period` values.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_SMA.c`
 */
export const sma = defineIndicator("sma", (period: number) => {
  assertPeriod("sma", period);
  // doubles live in a typed array between calls: as plain closure variables they would be boxed, row by row
  const state = new Float64Array(2);
  let left = period; // rows to the end of the block; then the fresh sum is the window's, and rounding errors are gone
  let full = false;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let sum = state[0]!;
      let fresh = state[1]!;
      for (let i = from; i < to; i++) {
        if (full) {
          // the steady state, kept bare: nearly every row passes here
          const start = i;
          const end = Math.min(to, i + left - 1);
          for (; i < end; i++) {
            const value = x[i]!;
            if (!Number.isFinite(value)) break;
            fresh += value;
            sum += value - x[i - period]!;
            out[i] = sum / period;
          }
          left -= i - start;
          if (i === to) break;
        }
        const value = x[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(value)) {
          full = false;
          left = period;
          fresh = 0;
          continue;
        }
        fresh += value;
        if (--left > 0) continue;
        out[i] = fresh / period;
        sum = fresh;
        fresh = 0;
        left = period;
        full = true;
      }
      state[0] = sum;
      state[1] = fresh;
    },
  };
});
