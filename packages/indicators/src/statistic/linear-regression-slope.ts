import { assertPeriod, defineIndicator } from "@bellwether/core";

/** Below this share of its peak a running sum of squares has lost too many digits to cancellation. */
const LOST = 1e-4;

/**
 * Slope of the straight line fitted to the last `period` values by least squares. Unit: that of the values, per bar.
 * Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see TA-Lib `ta_LINEARREG_SLOPE.c`
 */
export const linearRegressionSlope = defineIndicator("linearRegressionSlope", (period: number = 14) => {
  assertPeriod("linearRegressionSlope", period, 2);
  const limit = Math.max(512, period);
  const centre = (period - 1) / 2;
  const scale = 12 / (period * (period * period - 1));
  // sums over the window of d, d² and position times d, where d is a value less the anchor
  let anchor = 0;
  let sum = 0;
  let sumOfSquares = 0;
  let weighted = 0;
  let peak = 0;
  let age = limit;
  let clean = 0;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      let n = clean;
      let k = anchor;
      let s = sum;
      let q = sumOfSquares;
      let w = weighted;
      let top = peak;
      let a = age;
      let i = from;
      while (i < to) {
        if (n === period && a < limit) {
          const start = i;
          const end = Math.min(to, i + limit - a);
          for (; i < end; i++) {
            const next = x[i]! - k;
            const old = x[i - period]! - k;
            w += (period - 1) * next - (s - old);
            s += next - old;
            q += next * next - old * old;
            top = Math.max(top, q);
            if (!(q - (s * s) / period >= LOST * top)) break;
            out[i] = (w - centre * s) * scale;
          }
          a += i - start;
          if (i === end) continue;
        }
        if (!Number.isFinite(x[i]!)) n = 0;
        else if (n < period) n++;
        a = limit;
        if (n === period) {
          const first = i - period + 1;
          k = x[i]!; // the first sum finds the mean, about the newest value: exact in a flat window
          s = 0;
          for (let j = first; j <= i; j++) s += x[j]! - k;
          k += s / period;
          s = 0;
          q = 0;
          w = 0;
          for (let j = first; j <= i; j++) {
            const d = x[j]! - k;
            s += d;
            q += d * d;
            w += (j - first) * d;
          }
          top = q;
          a = 0;
        }
        out[i] = n === period ? (w - centre * s) * scale : Number.NaN;
        i++;
      }
      clean = n;
      anchor = k;
      sum = s;
      sumOfSquares = q;
      weighted = w;
      peak = top;
      age = a;
    },
  };
});
