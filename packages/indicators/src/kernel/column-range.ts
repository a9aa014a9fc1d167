export interface ColumnRange {
  /**
   * Writes each row's highest high and lowest low of the window, both NaN until the window is full of finite values.
   * Calls are consecutive, as those of a kernel; at least `period` rows of the inputs can be read back.
   */
  extend(
    high: Float64Array,
    low: Float64Array,
    highest: Float64Array,
    lowest: Float64Array,
    from: number,
    to: number,
  ): void;
}

/**
 * Highest high and lowest low of the last `period` rows of two columns: two of `createColumnExtreme` in one loop, with
 * one warm-up.
 */
export function createColumnRange(period: number): ColumnRange {
  /** Slot `at`: the extremes of the previous block behind slot `at`. NaN while there is no previous block. */
  const highTails = new Float64Array(period);
  const lowTails = new Float64Array(period);
  const heads = new Float64Array(2); // typed, since a double in a closure variable is boxed at every write
  let at = 0; // slot of the next row in its block
  restart();

  function restart(): void {
    highTails.fill(Number.NaN);
    lowTails.fill(Number.NaN);
    highTails[period - 1] = Number.NEGATIVE_INFINITY; // the last slot's window is its own block
    lowTails[period - 1] = Number.POSITIVE_INFINITY;
    heads[0] = Number.NEGATIVE_INFINITY;
    heads[1] = Number.POSITIVE_INFINITY;
  }

  return {
    extend(high, low, highest, lowest, from, to) {
      const tops = highTails;
      const bottoms = lowTails;
      let slot = at;
      let top = heads[0]!;
      let bottom = heads[1]!;
      let i = from;
      while (i < to) {
        const first = i - slot; // row of the block's slot 0
        const end = Math.min(to, first + period);
        for (; i < end; i++) {
          const h = high[i]!;
          const l = low[i]!;
          if (!Number.isFinite(h + l)) break;
          if (h > top) top = h;
          if (l < bottom) bottom = l;
          highest[i] = Math.max(top, tops[i - first]!); // NaN while there is no tail
          lowest[i] = Math.min(bottom, bottoms[i - first]!);
        }
        slot = i - first;
        if (i < end) {
          restart();
          highest[i] = Number.NaN;
          lowest[i] = Number.NaN;
          i++;
        } else if (slot === period) {
          let highTail = Number.NEGATIVE_INFINITY;
          let lowTail = Number.POSITIVE_INFINITY;
          for (let j = period - 1; j >= 0; j--) {
            tops[j] = highTail;
            bottoms[j] = lowTail;
            if (high[first + j]! > highTail) highTail = high[first + j]!;
            if (low[first + j]! < lowTail) lowTail = low[first + j]!;
          }
        } else break;
        slot = 0;
        top = Number.NEGATIVE_INFINITY;
        bottom = Number.POSITIVE_INFINITY;
      }
      at = slot;
      heads[0] = top;
      heads[1] = bottom;
    },
  };
}
