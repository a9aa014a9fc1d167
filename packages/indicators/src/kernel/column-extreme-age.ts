export interface ColumnExtremeAge {
  /**
   * Writes how many rows ago each window's extreme came to `out[row - shift]`, NaN until the window is full of finite
   * values. Calls are consecutive, as those of a kernel; at least `period` rows of `x` can be read back.
   */
  extend(x: Float64Array, out: Float64Array, from: number, to: number, shift?: number): void;
}

/**
 * Age of the largest (`sign` 1) or smallest (-1) of the last `period` rows of a column; of equal ones the newest counts.
 * The window is searched only when its extreme has just left it: seldom, save in a long one-sided run.
 */
export function createColumnExtremeAge(period: number, sign: 1 | -1): ColumnExtremeAge {
  const state = new Float64Array(1); // the extreme; typed, since a double in a closure variable is boxed at every write
  let ago = 0;
  let clean = 0; // rows since the last that was not finite, up to `period`
  return {
    extend(x, out, from, to, shift = 0) {
      let best = state[0]!;
      let age = ago;
      let n = clean;
      for (let i = from; i < to; i++) {
        const value = sign * x[i]!;
        if (!Number.isFinite(value)) {
          n = 0;
          out[i - shift] = Number.NaN;
          continue;
        }
        if (n < period) n++;
        age++;
        if (value >= best || n === 1) {
          best = value;
          age = 0;
        } else if (age === period) {
          best = Number.NEGATIVE_INFINITY;
          for (let k = period - 1; k >= 0; k--) {
            const other = sign * x[i - k]!;
            if (other < best) continue;
            best = other;
            age = k;
          }
        }
        out[i - shift] = n === period ? age : Number.NaN;
      }
      state[0] = best;
      ago = age;
      clean = n;
    },
  };
}
