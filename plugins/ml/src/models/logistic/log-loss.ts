/** Rows in double precision with the number of each row's class; two classes share one output, more have one each. */
export interface LogisticRows {
  /** rows × columns, row-major. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** From 0 to `classes` - 1, each of them there. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
  readonly weights: ArrayLike<number>;
}

export const outputsOf = (classes: number): number => (classes === 2 ? 1 : classes);

/**
 * Turns scores into probabilities in place, stable for scores of any size: of the second class for one output, of every
 * class for more.
 */
export function toProbabilities(scores: Float64Array, from: number, outputs: number): void {
  if (outputs === 1) {
    const z = scores[from]!;
    const e = Math.exp(-Math.abs(z));
    scores[from] = z >= 0 ? 1 / (1 + e) : e / (1 + e);
    return;
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < outputs; k++) if (scores[from + k]! > top) top = scores[from + k]!;
  let sum = 0;
  for (let k = 0; k < outputs; k++) {
    const e = Math.exp(scores[from + k]! - top);
    scores[from + k] = e;
    sum += e;
  }
  for (let k = 0; k < outputs; k++) scores[from + k]! /= sum;
}

/**
 * Weighted sum of −ln of the true classes' probabilities.
 * @param theta - per output its coefficients, then its intercept.
 * @param probabilities - rows × outputs, written.
 */
export function logLossOf(data: LogisticRows, theta: Float64Array, probabilities: Float64Array): number {
  const { x, rows, columns, y, weights } = data;
  const outputs = outputsOf(data.classes);
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * outputs;
    for (let k = 0; k < outputs; k++) {
      const own = k * (columns + 1);
      let z = theta[own + columns]!;
      for (let j = 0; j < columns; j++) z += theta[own + j]! * x[i * columns + j]!;
      probabilities[at + k] = z;
    }
    loss += weights[i]! * lossOfRow(probabilities, at, outputs, y[i]!);
    toProbabilities(probabilities, at, outputs);
  }
  return loss;
}

function lossOfRow(scores: Float64Array, from: number, outputs: number, actual: number): number {
  if (outputs === 1) {
    const against = actual === 1 ? -scores[from]! : scores[from]!;
    return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < outputs; k++) if (scores[from + k]! > top) top = scores[from + k]!;
  let sum = 0;
  for (let k = 0; k < outputs; k++) sum += Math.exp(scores[from + k]! - top);
  return top - scores[from + actual]! + Math.log(sum);
}

/**
 * First and second derivatives of {@link logLossOf} where it gave these probabilities.
 * @param gradient - one value a parameter, written.
 * @param hessian - parameters squared, row-major, written.
 */
export function derivatives(
  data: LogisticRows,
  probabilities: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const { x, rows, columns, y, weights } = data;
  const outputs = outputsOf(data.classes);
  const width = columns + 1;
  const size = outputs * width;
  gradient.fill(0);
  hessian.fill(0);
  const row = new Float64Array(width).fill(1); // the last entry stays 1: the intercept's
  for (let i = 0; i < rows; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    for (let j = 0; j < columns; j++) row[j] = x[i * columns + j]!;
    for (let k = 0; k < outputs; k++) {
      const p = probabilities[i * outputs + k]!;
      const slope = weight * (p - (y[i] === (outputs === 1 ? 1 : k) ? 1 : 0));
      for (let j = 0; j < width; j++) gradient[k * width + j]! += slope * row[j]!;
      for (let l = 0; l <= k; l++) {
        const curve = weight * p * ((k === l ? 1 : 0) - probabilities[i * outputs + l]!);
        for (let a = 0; a < width; a++) {
          const scaled = curve * row[a]!;
          const into = (k * width + a) * size + l * width;
          for (let b = 0; b <= a; b++) hessian[into + b]! += scaled * row[b]!;
        }
      }
    }
  }
  mirror(hessian, outputs, width);
}

/** Fills in what symmetry gives: the upper half of each block, then the blocks above the diagonal. */
function mirror(hessian: Float64Array, outputs: number, width: number): void {
  const size = outputs * width;
  for (let k = 0; k < outputs; k++)
    for (let l = 0; l <= k; l++)
      for (let a = 0; a < width; a++)
        for (let b = 0; b <= a; b++) {
          const value = hessian[(k * width + a) * size + l * width + b]!;
          hessian[(k * width + b) * size + l * width + a] = value;
          hessian[(l * width + a) * size + k * width + b] = value;
          hessian[(l * width + b) * size + k * width + a] = value;
        }
}
