import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Weighted moving average: weights 1, 2, ... `period`, the newest heaviest.
 * Unit out = unit in.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_WMA.c`
 */
export const wma = defineIndicator("wma", (period: number) => {
  assertPeriod("wma", period);
  const total = (period * (period + 1)) / 2;
  const state = new Float64Array(4); // typed, since a double in a closure variable is boxed at every write
  let filled = 0; // rows of the block so far; at its end the fresh sums are the window's, and rounding errors are gone
  let full = false;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let sum = state[0]!;
      let weighted = state[1]!;
      let freshSum = state[2]!;
      let freshWeighted = state[3]!;
      let rank = filled;
      for (let i = from; i < to; i++) {
        if (full) {
          // the steady state, kept bare: nearly every row passes here
          const end = Math.min(to, i + period - rank - 1);
          for (; i < end; i++) {
            const value = x[i]!;
            if (!Number.isFinite(value)) break;
            rank++;
            freshSum += value;
            freshWeighted += rank * value;
            weighted += period * value - sum;
            sum += value - x[i - period]!;
            out[i] = weighted / total;
          }
          if (i === to) break;
        }
        const value = x[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(value)) {
          full = false;
          rank = 0;
          freshSum = 0;
          freshWeighted = 0;
          continue;
        }
        rank++;
        freshSum += value;
        freshWeighted += rank * value;
        if (rank < period) continue;
        out[i] = freshWeighted / total;
        sum = freshSum;
        weighted = freshWeighted;
        freshSum = 0;
        freshWeighted = 0;
        rank = 0;
        full = true;
      }
      state[0] = sum;
      state[1] = weighted;
      state[2] = freshSum;
      state[3] = freshWeighted;
      filled = rank;
    },
  };
});
