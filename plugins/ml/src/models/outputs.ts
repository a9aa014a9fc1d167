import { type Matrix, ShapeError } from "../matrix.js";

/**
 * Checks the shape of what a model is asked, and makes room for its answer where none was given.
 * @throws {ShapeError} for another number of columns, or an `out` too short.
 */
export function roomFor(x: Matrix, columns: number, width: number, out?: Float64Array): Float64Array {
  if (x.columns !== columns) throw new ShapeError(`the model reads ${columns} columns, got ${x.columns}`);
  if (out === undefined) return new Float64Array(x.rows * width);
  if (out.length < x.rows * width)
    throw new ShapeError(`the answer takes ${x.rows} × ${width} values, out holds ${out.length}`);
  return out;
}
