import type { SquareMatrix } from "../measures/square-matrix.js";

/**
 * Solves `matrix × x = b` for each `b`. The matrix is symmetric and positive definite; where it is not, the answers
 * are NaN.
 */
export function solvePositive({ size, values }: SquareMatrix, ...sides: readonly Float64Array[]): Float64Array[] {
  const lower = new Float64Array(size * size); // matrix = lower × its transpose
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = values[row * size + column]!;
      for (let k = 0; k < column; k++) rest -= lower[row * size + k]! * lower[column * size + k]!;
      lower[row * size + column] = row === column ? Math.sqrt(rest) : rest / lower[column * size + column]!;
    }
  }
  return sides.map((side) => {
    const x = side.slice();
    for (let row = 0; row < size; row++) {
      for (let k = 0; k < row; k++) x[row]! -= lower[row * size + k]! * x[k]!;
      x[row]! /= lower[row * size + row]!;
    }
    for (let row = size - 1; row >= 0; row--) {
      for (let k = row + 1; k < size; k++) x[row]! -= lower[k * size + row]! * x[k]!;
      x[row]! /= lower[row * size + row]!;
    }
    return x;
  });
}
