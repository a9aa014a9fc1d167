import { TradingError } from "@bellwether/core";

/**
 * Rows of numbers in row-major order: row `i`, column `j` stands at `i * columns + j`. Single precision on purpose: what a
 * model is trained on and what it is asked later are rounded alike, so that a threshold never sees two versions of a value.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** The shapes of what was given do not fit. */
export class ShapeError extends TradingError {
  override readonly code = "BAD_SHAPE";
}

/** @throws {ShapeError} unless `data` holds rows × columns values. */
export function matrix(rows: number, columns: number, data: Float32Array = new Float32Array(rows * columns)): Matrix {
  if (data.length !== rows * columns)
    throw new ShapeError(`a matrix of ${rows} × ${columns} holds ${rows * columns} values, got ${data.length}`);
  return { rows, columns, data };
}

/** Rounds rows of equal length to a matrix. @throws {ShapeError} for rows of different length. */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.length !== columns) throw new ShapeError(`row ${i} has ${row.length} values, row 0 has ${columns}`);
    data.set(row, i * columns);
  }
  return { rows: rows.length, columns, data };
}

/** A copy of some rows, in the order given. */
export function takeRows({ columns, data }: Matrix, rows: ArrayLike<number>): Matrix {
  const taken = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns;
    for (let j = 0; j < columns; j++) taken[i * columns + j] = data[from + j]!;
  }
  return { rows: rows.length, columns, data: taken };
}

/** A copy of some columns, in the order given. */
export function takeColumns({ rows, columns, data }: Matrix, kept: ArrayLike<number>): Matrix {
  const width = kept.length;
  const taken = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) taken[i * width + j] = data[i * columns + kept[j]!]!;
  return { rows, columns: width, data: taken };
}

/** One column, in double precision. */
export function columnOfMatrix({ rows, columns, data }: Matrix, column: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * columns + column]!;
  return values;
}
