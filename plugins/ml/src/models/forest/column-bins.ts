import type { Matrix } from "../../matrix.js";

/** Training values by number of bin. Rising values have rising numbers, and equal values share one. */
export interface ColumnBins {
  readonly rows: number;
  readonly columns: number;
  /** Column-major: bin of row `i` in column `j` stands at `j * rows + i`. */
  readonly codes: Uint8Array | Uint16Array;
  /** Bins used by each column; a column of one bin is constant. */
  readonly used: Int32Array;
  /** Room for bins in a column: bin `k` of column `j` has its range at `j * stride + k`. */
  readonly stride: number;
  /** Smallest and largest training value of each bin: a split lies midway between two of them. */
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/** Most distinct values that a column may have for {@link binColumns} to keep each in a bin of its own. */
export const EXACT = 65_536;

/**
 * Sorts the values of each column into at most `maxBins` bins: one for each distinct value where they suffice, or else bins
 * of about equally many rows.
 * @param x - finite values.
 * @param maxBins - from 2 to 65,536; up to 256 the bins are bytes.
 */
export function binColumns({ rows, columns, data }: Matrix, maxBins = 256): ColumnBins {
  const codes = maxBins <= 256 ? new Uint8Array(rows * columns) : new Uint16Array(rows * columns);
  const stride = Math.min(maxBins, Math.max(1, rows));
  const lowest = new Float32Array(columns * stride);
  const highest = new Float32Array(columns * stride);
  const used = new Int32Array(columns);
  const column = new Float32Array(rows);
  const sorted = new Float32Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) column[i] = data[i * columns + j]!;
    sorted.set(column);
    sorted.sort();
    const at = j * stride;
    const count = cut(sorted, maxBins, lowest, highest, at);
    used[j] = count;
    encode(column, highest, at, count, codes, j * rows);
  }
  return { rows, columns, codes, used, stride, lowest, highest };
}

/** Writes the ranges of the bins of a sorted column; returns how many there are. */
function cut(sorted: Float32Array, maxBins: number, lowest: Float32Array, highest: Float32Array, at: number): number {
  const rows = sorted.length;
  let distinct = rows === 0 ? 0 : 1;
  for (let i = 1; i < rows; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  const exact = distinct <= maxBins;
  let bin = 0;
  let start = 0;
  while (start < rows) {
    // rows left are shared out among bins left, so that a value with many rows does not starve those above it
    const wanted = exact ? 1 : Math.max(1, Math.round((rows - start) / (maxBins - bin)));
    let end = bin === maxBins - 1 ? rows : Math.min(rows, start + wanted);
    while (end < rows && sorted[end] === sorted[end - 1]) end++;
    lowest[at + bin] = sorted[start]!;
    highest[at + bin] = sorted[end - 1]!;
    bin++;
    start = end;
  }
  return bin;
}

function encode(
  column: Float32Array,
  highest: Float32Array,
  at: number,
  count: number,
  codes: Uint8Array | Uint16Array,
  to: number,
): void {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= highest[at + middle]!) high = middle;
      else low = middle + 1;
    }
    codes[to + i] = low;
  }
}
