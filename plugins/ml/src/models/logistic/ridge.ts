import { solveSemidefinite } from "../../math/semidefinite.js";

export interface RidgeFit {
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/**
 * Least `Σ weight × (y − x·w − b)² + alpha × Σ w²`, through the centred normal equations in double precision. A column that
 * repeats those before it gets 0 where alpha is 0.
 * @param x - rows × columns, row-major.
 */
export function fitRidge(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | null,
  columns: number,
  alpha: number,
): RidgeFit {
  const rows = y.length;
  const means = new Float64Array(columns);
  let meanY = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) total += weights === null ? 1 : weights[i]!;
  for (let i = 0; i < rows; i++) {
    const share = (weights === null ? 1 : weights[i]!) / total;
    meanY += share * y[i]!;
    for (let j = 0; j < columns; j++) means[j]! += share * x[i * columns + j]!;
  }
  const squares = new Float64Array(columns * columns);
  const coefficients = new Float64Array(columns);
  const row = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    for (let j = 0; j < columns; j++) row[j] = x[i * columns + j]! - means[j]!;
    for (let j = 0; j < columns; j++) {
      const scaled = weight * row[j]!;
      coefficients[j]! += scaled * (y[i]! - meanY);
      for (let k = 0; k <= j; k++) squares[j * columns + k]! += scaled * row[k]!;
    }
  }
  for (let j = 0; j < columns; j++) squares[j * columns + j]! += alpha;
  solveSemidefinite(squares, coefficients);
  let intercept = meanY;
  for (let j = 0; j < columns; j++) intercept -= coefficients[j]! * means[j]!;
  return { coefficients, intercept };
}
