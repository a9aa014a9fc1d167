/** Below this share of its peak a running sum of squares has lost too many digits to cancellation. */
const LOST = 1e-4;

export interface ColumnMoments {
  /**
   * Writes each row's window mean, and its sum of squared deviations from it, both NaN until the window is full.
   * Calls are consecutive, as those of a kernel.
   */
  extend(x: Float64Array, mean: Float64Array, squares: Float64Array, from: number, to: number): void;
}

/**
 * Mean and squared deviations over the last `period` rows of a column: {@link RollingMoments} without its ring, in one
 * tight loop. That loop runs while the sums are sound; anything else (warm-up, NaN, Infinity, a refresh) leaves it.
 */
export function createColumnMoments(period: number): ColumnMoments {
  const limit = Math.max(512, period);
  const share = 1 / period;
  let clean = 0;
  let anchor = 0;
  let sum = 0;
  let sumOfSquares = 0;
  let peak = 0;
  let age = limit;
  return {
    extend(x, mean, squares, from, to) {
      // locals: a number kept in the closure is boxed anew at each write
      let n = clean;
      let k = anchor;
      let s = sum;
      let q = sumOfSquares;
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
            s += next - old;
            q += next * next - old * old;
            top = Math.max(top, q);
            const m2 = q - s * s * share;
            if (!(m2 >= LOST * top)) break;
            mean[i] = k + s * share;
            squares[i] = m2;
          }
          a += i - start;
          if (i === end) continue;
        }
        const value = x[i]!;
        if (!Number.isFinite(value)) n = 0;
        else if (n < period) n++;
        if (n < period) {
          mean[i] = Number.NaN;
          squares[i] = Number.NaN;
          a = limit; // whatever the sums held is void
        } else {
          k = windowMean(x, i - period + 1, i);
          s = 0;
          q = 0;
          for (let j = i - period + 1; j <= i; j++) {
            const d = x[j]! - k;
            s += d; // the anchor is the mean as near as a double comes to it
            q += d * d;
          }
          top = q;
          a = 0;
          mean[i] = k + s * share;
          squares[i] = q - s * s * share;
        }
        i++;
      }
      clean = n;
      anchor = k;
      sum = s;
      sumOfSquares = q;
      peak = top;
      age = a;
    },
  };
}

/** Taken about the newest value: in a flat window the mean is that value, to the last bit. */
function windowMean(x: Float64Array, first: number, last: number): number {
  const newest = x[last]!;
  let offset = 0;
  for (let j = first; j <= last; j++) offset += x[j]! - newest;
  return newest + offset / (last - first + 1);
}
