export interface ColumnExtreme {
  /** Writes each row's window extreme, NaN until the window is full. Calls are consecutive, as those of a kernel. */
  extend(x: Float64Array, out: Float64Array, from: number, to: number): void;
}

/**
 * Largest (`sign` 1) or smallest (-1) of the last `period` rows of a column, at about three comparisons a row whatever
 * the period. Rows are cut into blocks of `period`: a window is the tail of one block and the head of the next, the
 * maxima of all tails are known when a block ends, that of the head grows row by row.
 * @see van Herk (1992) and Gil & Werman (1993), whose running maximum filter this is
 */
export function createColumnExtreme(period: number, sign: 1 | -1): ColumnExtreme {
  /** Slot `at`: the maximum of the previous block behind slot `at`. NaN while there is no previous block. */
  const tails = new Float64Array(period);
  let at = 0; // slot of the next row in its block
  let head = Number.NEGATIVE_INFINITY;
  restart();

  function restart(): void {
    tails.fill(Number.NaN);
    tails[period - 1] = Number.NEGATIVE_INFINITY; // the last slot's window is its own block
  }

  return {
    extend(x, out, from, to) {
      let slot = at;
      let max = head;
      let i = from;
      while (i < to) {
        const first = i - slot; // row of the block's slot 0
        const end = Math.min(to, first + period);
        for (; i < end; i++) {
          const value = sign * x[i]!;
          if (!Number.isFinite(value)) break;
          max = Math.max(max, value);
          out[i] = sign * Math.max(max, tails[i - first]!);
        }
        slot = i - first;
        if (i < end) {
          if (!Number.isNaN(tails[0]!)) restart(); // else there is no earlier block to forget
          out[i] = Number.NaN;
          i++;
          slot = 0;
          max = Number.NEGATIVE_INFINITY;
        } else if (slot === period) {
          let tail = Number.NEGATIVE_INFINITY;
          for (let j = period - 1; j >= 0; j--) {
            tails[j] = tail;
            tail = Math.max(tail, sign * x[first + j]!);
          }
          slot = 0;
          max = Number.NEGATIVE_INFINITY;
        }
      }
      at = slot;
      head = max;
    },
  };
}
