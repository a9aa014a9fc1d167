import { clip, TradingError } from "@bellwether/core";
import { type Matrix, matrix, ShapeError } from "../matrix.js";
import type { Transform, TransformJson } from "./transform.js";

/** A transform that can write where it is told: one bar at a time without a new matrix. */
export interface FittedTransform extends Transform {
  /**
   * @param out - rows of `x` × columns that come out; not `x` itself.
   * @returns `out`
   * @throws {ShapeError} for other shapes.
   */
  applyInto(x: Matrix, out: Matrix): Matrix;
}

/** A transform cannot be fitted to these rows and settings. */
export class BadTransformError extends TradingError {
  override readonly code = "BAD_TRANSFORM";
}

interface Parts {
  readonly type: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** What its JSON holds besides. */
  readonly constants: Readonly<Record<string, unknown>>;
  /** Writes every row; shapes have been checked. */
  readonly write: (x: Matrix, out: Float32Array) => void;
}

/** A transform of its parts. */
export function fittedTransform({ type, from, to, constants, write }: Parts): FittedTransform {
  const applyInto = (x: Matrix, out: Matrix): Matrix => {
    if (x.columns !== from.length)
      throw new ShapeError(`the ${type} step takes ${from.length} columns, got ${x.columns}`);
    if (out.columns !== to.length || out.rows !== x.rows)
      throw new ShapeError(
        `the ${type} step gives ${x.rows} × ${to.length} values, out is ${out.rows} × ${out.columns}`,
      );
    write(x, out.data);
    return out;
  };
  return {
    type,
    from,
    to,
    applyInto,
    apply: (x) => applyInto(x, matrix(x.rows, to.length)),
    toJson: (): TransformJson => ({ type, from, ...constants }),
  };
}

/** @throws {BadTransformError} unless there are rows, a name for each column, and nothing but finite values. */
export function checkRows(type: string, { rows, columns, data }: Matrix, names: readonly string[]): void {
  const refuse = (why: string) => new BadTransformError(`the ${type} step cannot be fitted: ${why}`);
  if (rows === 0 || columns === 0) throw refuse(`there are ${rows} rows of ${columns} columns`);
  if (names.length !== columns) throw refuse(`${names.length} names for ${columns} columns`);
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw refuse(`row ${Math.floor(bad / columns)} of ${clip(names[bad % columns])} is ${data[bad]}, not a number`);
}

/** Steps one after the other. */
export function applyAll(transforms: readonly Transform[], x: Matrix): Matrix {
  return transforms.reduce((rows, transform) => transform.apply(rows), x);
}
