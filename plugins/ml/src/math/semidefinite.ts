/** A pivot that fell below this share of its diagonal entry is what rounding left of zero. */
const RELATIVE_PIVOT = 1e-13;

/**
 * Solves A s = b for a symmetric, positive semidefinite A by Cholesky factors. A variable that depends on those before it is
 * left out: its entry of the answer is 0.
 * @param a - n × n, row-major, its lower triangle read; overwritten with the factors.
 * @param b - overwritten with the answer.
 * @returns how many variables were left out.
 */
export function solveSemidefinite(a: Float64Array, b: Float64Array): number {
  const n = b.length;
  let leftOut = 0;
  for (let j = 0; j < n; j++) {
    const row = j * n;
    let pivot = a[row + j]!;
    const least = RELATIVE_PIVOT * pivot;
    for (let k = 0; k < j; k++) pivot -= a[row + k]! * a[row + k]!;
    const keeps = pivot > least && pivot > 0;
    if (!keeps) leftOut++;
    const root = keeps ? Math.sqrt(pivot) : 0; // 0 marks a variable left out
    a[row + j] = root;
    for (let i = j + 1; i < n; i++) {
      const other = i * n;
      let sum = a[other + j]!;
      for (let k = 0; k < j; k++) sum -= a[other + k]! * a[row + k]!;
      a[other + j] = keeps ? sum / root : 0;
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * n + k]! * b[k]!;
    const root = a[i * n + i]!;
    b[i] = root === 0 ? 0 : sum / root;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i]! * b[k]!;
    const root = a[i * n + i]!;
    b[i] = root === 0 ? 0 : sum / root;
  }
  return leftOut;
}
