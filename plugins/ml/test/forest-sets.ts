import { createRng } from "@bellwether/core";
import { matrixOf } from "../src/matrix.js";
import type { TrainingSet } from "../src/models/model.js";

/** A training set of rows, with columns a, b, c ... and classes of the names given (none for a regression). */
export function setOf(
  rows: readonly (readonly number[])[],
  y: ArrayLike<number>,
  classes: readonly string[] = ["DOWN", "UP"],
  weights: ArrayLike<number> | null = null,
): TrainingSet {
  const x = matrixOf(rows);
  return {
    x,
    y: Float64Array.from(y),
    weights: weights === null ? null : Float64Array.from(weights),
    task: classes.length === 0 ? "regression" : "classification",
    classes,
    columns: Array.from({ length: x.columns }, (_, j) => `column ${j}`),
  };
}

/** Rows of normal values, seeded. */
export function gaussianRows(rows: number, columns: number, seed: number): number[][] {
  const rng = createRng(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  return Array.from({ length: rows }, () => Array.from({ length: columns }, normal));
}

/** Two columns whose signs decide together, and noise: no column alone says anything. */
export function xorSet(rows: number, seed: number, noise = 3): TrainingSet {
  const values = gaussianRows(rows, 2 + noise, seed);
  return setOf(
    values,
    values.map(([a, b]) => (a! > 0 === b! > 0 ? 1 : 0)),
  );
}

/** Three classes by bands of the first column, one of ten labels wrong, and noise. */
export function bandSet(rows: number, seed: number): TrainingSet {
  const values = gaussianRows(rows, 4, seed);
  const rng = createRng(seed).fork("labels");
  return setOf(
    values,
    values.map(([a]) => (rng.next() < 0.1 ? rng.int(3) : a! < -0.5 ? 0 : a! < 0.5 ? 1 : 2)),
    ["SHORT", "FLAT", "LONG"],
  );
}

/** Values that depend on two of the columns. */
export function curveSet(rows: number, seed: number): TrainingSet {
  const values = gaussianRows(rows, 4, seed);
  return setOf(
    values,
    values.map(([a, b]) => Math.sin(2 * a!) + b! * b!),
    [],
  );
}
