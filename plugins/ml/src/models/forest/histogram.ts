import type { ColumnBins } from "./column-bins.js";

/** Rows of a tree in the order of its nodes, and what is summed over them by bin. */
export interface Histogram {
  readonly bins: ColumnBins;
  /** Rows; those of a node stand together. */
  readonly order: Int32Array;
  /** First quantity of each row, in the order of `order`: its weight, or its second derivative. */
  readonly a: Float64Array;
  /** Second quantity of each row: weight × target, the number of its class, or its first derivative. */
  readonly b: Float64Array;
  /** Sums by bin, all 0 between two searches. */
  readonly sums: Float64Array;
  /** Rows by bin, kept only where leaves need more than one; all 0 between two searches. */
  readonly counts: Int32Array;
  /** A bit for each bin that may hold rows. */
  readonly mask: Int32Array;
}

/** @param width - sums of a bin. */
export function createHistogram(bins: ColumnBins, width: number): Histogram {
  const { rows, stride } = bins;
  return {
    bins,
    order: new Int32Array(rows),
    a: new Float64Array(rows),
    b: new Float64Array(rows),
    sums: new Float64Array(stride * width),
    counts: new Int32Array(stride),
    mask: new Int32Array((stride + 31) >> 5),
  };
}

/**
 * Marks the bins of a column that hold rows of `[from, to)`: exactly those where rows are few, all where they are many and
 * looking would cost more. Returns the words of the mask to read.
 */
export function markBins({ bins, order, mask }: Histogram, column: number, from: number, to: number): number {
  const { codes, rows, used } = bins;
  const count = used[column]!;
  const words = (count + 31) >> 5;
  if (to - from >= 2 * count) {
    for (let k = 0; k < words; k++) mask[k] = -1;
    if ((count & 31) !== 0) mask[words - 1] = (1 << (count & 31)) - 1;
    return words;
  }
  for (let k = 0; k < words; k++) mask[k] = 0;
  const base = column * rows;
  for (let i = from; i < to; i++) {
    const code = codes[base + order[i]!]!;
    mask[code >> 5] = mask[code >> 5]! | (1 << (code & 31));
  }
  return words;
}

/** Counts rows by bin. */
export function countRows({ bins, order, counts }: Histogram, column: number, from: number, to: number): void {
  const { codes, rows } = bins;
  const base = column * rows;
  for (let i = from; i < to; i++) {
    const code = codes[base + order[i]!]!;
    counts[code] = counts[code]! + 1;
  }
}

/** The best split of a node so far. */
export interface Split {
  column: number;
  /** Last bin that goes left, and first of those with rows that goes right. */
  lastLeft: number;
  firstRight: number;
  /** Sum over both sides of what the search rates a set of rows by; above that of the node where the split helps. */
  score: number;
}
