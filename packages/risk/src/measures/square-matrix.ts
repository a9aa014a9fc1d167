/** A square matrix of doubles: the entry of row `i` and column `j` is `values[i * size + j]`. */
export interface SquareMatrix {
  readonly size: number;
  /** `size * size` entries, row by row. */
  readonly values: Float64Array;
}

/** The symmetric matrix whose entries on and below the diagonal `entryOf(row, column)` gives. */
export function symmetric(size: number, entryOf: (row: number, column: number) => number): SquareMatrix {
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const entry = entryOf(row, column);
      values[row * size + column] = entry;
      values[column * size + row] = entry;
    }
  }
  return { size, values };
}

/** The entries from the top left to the bottom right. */
export function diagonal({ size, values }: SquareMatrix): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => values[i * size + i]!);
}

/** Matrix times column vector. */
export function times({ size, values }: SquareMatrix, vector: Float64Array): Float64Array {
  return Float64Array.from({ length: size }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += values[row * size + column]! * vector[column]!;
    return sum;
  });
}
