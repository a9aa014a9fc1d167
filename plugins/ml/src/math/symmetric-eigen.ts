import { TradingError } from "@bellwether/core";

/** Eigenvalues, falling, and their vectors of length 1: row `i` of `vectors` belongs to value `i`. */
export interface Eigen {
  readonly values: Float64Array;
  /** n × n, row-major. Its entry of largest magnitude is positive, so that the sign is not left to chance. */
  readonly vectors: Float64Array;
}

/** Eigenvalues did not settle: the matrix holds values that are not finite. */
export class EigenError extends TradingError {
  override readonly code = "NO_EIGENVALUES";
}

/**
 * Eigenvalues and vectors of a symmetric matrix, by Jacobi's cyclic rotations: exact to rounding, and quick up to some
 * hundred columns.
 * @param matrix - n × n, row-major; left as it is.
 * @throws {EigenError} for entries that are not finite.
 * @see Golub and Van Loan, "Matrix Computations", 8.5
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  let total = 0;
  for (let i = 0; i < n * n; i++) total += a[i]! * a[i]!;
  if (!Number.isFinite(total)) throw new EigenError("eigenvalues need a matrix of finite entries");
  for (let sweep = 0; offDiagonal(a, n) > 1e-32 * total; sweep++) {
    if (sweep === 100) throw new EigenError("eigenvalues did not settle in 100 sweeps");
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return sorted(a, v, n);
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += 2 * a[i * n + j]! * a[i * n + j]!;
  return sum;
}

/** Turns the plane of `p` and `q` so that the entry between them is 0. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p]!;
    const kq = a[k * n + q]!;
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k]!;
    const qk = a[q * n + k]!;
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
    const vp = v[p * n + k]!;
    const vq = v[q * n + k]!;
    v[p * n + k] = c * vp - s * vq;
    v[q * n + k] = s * vp + c * vq;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}

function sorted(a: Float64Array, v: Float64Array, n: number): Eigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    const vector = v.subarray(from * n, (from + 1) * n);
    let largest = 0;
    for (let k = 1; k < n; k++) if (Math.abs(vector[k]!) > Math.abs(vector[largest]!)) largest = k;
    const sign = vector[largest]! < 0 ? -1 : 1;
    for (let k = 0; k < n; k++) vectors[to * n + k] = sign * vector[k]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}
