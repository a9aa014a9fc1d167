import { assertPeriod, defineIndicator } from "@bellwether/core";

/** Below this share of its peak a running sum has lost too many digits to cancellation. */
const LOST = 1e-3;

/**
 * Sum of the last `period` values. Unit out = unit in; rows before `period - 1` are NaN.
 * Summed afresh every 512 rows (or `period`, if that is longer), and after a far larger sum has left the window.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_SUM.c`
 */
export const rollingSum = defineIndicator("rollingSum", (period: number) => {
  assertPeriod("rollingSum", period);
  const limit = Math.max(512, period);
  let clean = 0;
  let sum = 0;
  let peak = 0;
  let age = limit; // rows since the last fresh sum; at the limit there is none to go on from
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let n = clean;
      let s = sum;
      let top = peak;
      let a = age;
      let i = from;
      while (i < to) {
        if (n === period && a < limit) {
          const start = i;
          const end = Math.min(to, i + limit - a);
          for (; i < end; i++) {
            s += x[i]! - x[i - period]!;
            const size = Math.abs(s);
            top = Math.max(top, size);
            if (!(size >= LOST * top && size <= Number.MAX_VALUE)) break;
            out[i] = s;
          }
          a += i - start;
          if (i === end) continue;
        }
        if (!Number.isFinite(x[i]!)) n = 0;
        else if (n < period) n++;
        a = limit;
        if (n === period) {
          s = 0;
          for (let j = i - period + 1; j <= i; j++) s += x[j]!;
          top = Math.abs(s);
          a = 0;
        }
        out[i] = n === period ? s : Number.NaN;
        i++;
      }
      clean = n;
      sum = s;
      peak = top;
      age = a;
    },
  };
});
