import { fUpperTail } from "../math/incomplete-beta.js";
import { pearson } from "../validation/metrics/correlation.js";

export interface FTest {
  readonly f: number;
  /** Chance of an F as large where the column tells nothing; it supposes independent rows, which overlapping labels are not. */
  readonly p: number;
}

/**
 * One-way analysis of variance: do the means of a column differ between classes? Null where there are not two classes, or
 * the column does not vary.
 * @param y - numbers of classes.
 */
export function fTestOfClasses(x: Float64Array, y: ArrayLike<number>): FTest | null {
  const n = x.length;
  const sums: number[] = [];
  const counts: number[] = [];
  let mean = 0;
  for (let i = 0; i < n; i++) {
    const k = y[i]!;
    mean += x[i]! / n;
    sums[k] = (sums[k] ?? 0) + x[i]!;
    counts[k] = (counts[k] ?? 0) + 1;
  }
  const means = sums.map((sum, k) => sum / counts[k]!);
  let between = 0;
  let groups = 0;
  means.forEach((ofClass, k) => {
    between += counts[k]! * (ofClass - mean) ** 2;
    groups++;
  });
  let within = 0;
  for (let i = 0; i < n; i++) within += (x[i]! - means[y[i]!]!) ** 2;
  const least = n * (n * Number.EPSILON * mean) ** 2; // what rounding of the mean leaves of a column without spread
  if (groups < 2 || n <= groups || !(between + within > least)) return null;
  return testOf(between / (groups - 1) / (within / (n - groups)), groups - 1, n - groups);
}

/**
 * Does a line through a column tell the value? Null where either does not vary, or for fewer than three rows.
 */
export function fTestOfValues(x: Float64Array, y: Float64Array): FTest | null {
  const r = x.length < 3 ? null : pearson(x, y);
  if (r === null) return null;
  return testOf((r * r * (x.length - 2)) / (1 - r * r), 1, x.length - 2);
}

const testOf = (f: number, d1: number, d2: number): FTest => ({ f, p: fUpperTail(f, d1, d2) });
