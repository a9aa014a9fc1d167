import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Lempel-Ziv complexity of the last `period` signs, as a fraction of their number: reading from the oldest, it counts the
 * shortest pieces that were not read before. Signs are 0 and 1: whatever is above 0 counts as 1. What remains at the end and
 * is no new piece is not counted. Read anew for every row, O(period). Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer below 10,000.
 * @see Ziv & Lempel, Compression of Individual Sequences via Variable-Rate Coding (1978); López de Prado (2018), snippet 18.2
 */
export const lempelZiv = defineIndicator("lempelZiv", (period: number) => {
  assertPeriod("lempelZiv", period);
  /** The pieces as a tree: slots 2 · node and 2 · node + 1 hold the node of the longer piece, 0 for none. The root is 0. */
  const tree = new Int32Array(2 * period + 2);
  let clean = 0;
  return {
    warmup: period - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (Number.isNaN(x[i]!)) clean = 0;
        else if (clean < period) clean++;
        if (clean < period) {
          out[i] = Number.NaN;
          continue;
        }
        let pieces = 0;
        let node = 0;
        tree[0] = 0;
        tree[1] = 0;
        for (let j = i - period + 1; j <= i; j++) {
          const slot = 2 * node + (x[j]! > 0 ? 1 : 0);
          node = tree[slot]!;
          if (node > 0) continue;
          pieces++;
          tree[slot] = pieces;
          tree[2 * pieces] = 0;
          tree[2 * pieces + 1] = 0;
        }
        out[i] = pieces / period;
      }
    },
  };
});
