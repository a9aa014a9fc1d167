import { createRng, type Rng } from "@bellwether/core";
import { digamma } from "../math/log-gamma.js";
import { columnSpread } from "../transforms/moments.js";
import { ascending } from "../validation/metrics/ranks.js";

export interface NeighbourOptions {
  /** Neighbours; more are smoother, fewer see finer shapes. */
  readonly neighbours?: number;
  /** Of the noise that parts equal values. */
  readonly seed?: number;
}

/** Of a column of unit spread: parts equal values, and moves no other. */
const NOISE = 1e-10;

/**
 * Mutual information of a column and a class, in nats, by distances to the nearest neighbours; at least 0. It needs no bins,
 * and errs by some 0.01 on thousands of rows; of a column of few distinct values by as much from seed to seed.
 * @param y - numbers of classes; a class of one row is left out.
 * @see Ross (2014), "Mutual information between discrete and continuous data sets"
 */
export function mutualInformationWithClass(
  x: Float64Array,
  y: ArrayLike<number>,
  options: NeighbourOptions = {},
): number {
  const { neighbours = 3, seed = 0 } = options;
  const places = new Map<number, number[]>();
  for (let i = 0; i < x.length; i++) {
    const same = places.get(y[i]!);
    if (same === undefined) places.set(y[i]!, [i]);
    else same.push(i);
  }
  const groups = [...places.entries()].sort(([a], [b]) => a - b).flatMap(([, rows]) => (rows.length > 1 ? [rows] : []));
  const n = groups.reduce((sum, rows) => sum + rows.length, 0);
  if (groups.length < 2) return 0;
  const scaled = withoutTies(x, createRng(seed));
  const sorted = Float64Array.from(groups.flatMap((rows) => rows.map((i) => scaled[i]!))).sort();
  let sum = 0;
  for (const rows of groups) {
    const own = Float64Array.from(rows, (i) => scaled[i]!).sort();
    const k = Math.min(neighbours, own.length - 1);
    for (let i = 0; i < own.length; i++) {
      const within = countWithin(sorted, own[i]!, neighbourDistance(own, i, k));
      sum += digamma(k) - digamma(own.length) - digamma(within);
    }
  }
  return Math.max(0, digamma(n) + sum / n);
}

/**
 * Mutual information of two columns of values, in nats, by distances to the nearest neighbours in the plane; at least 0.
 * @see Kraskov, Stögbauer and Grassberger (2004), "Estimating mutual information", their first estimator
 */
export function mutualInformationWithValue(x: Float64Array, y: Float64Array, options: NeighbourOptions = {}): number {
  const { neighbours = 3, seed = 0 } = options;
  const n = x.length;
  const k = Math.min(neighbours, n - 1);
  if (k < 1) return 0;
  const rng = createRng(seed);
  const noisyX = withoutTies(x, rng.fork("x"));
  const noisyY = withoutTies(y, rng.fork("y"));
  const order = ascending(noisyX);
  const xs = Float64Array.from(order, (i) => noisyX[i]!);
  const ys = Float64Array.from(order, (i) => noisyY[i]!);
  const sortedY = ys.slice().sort();
  const nearest = new Float64Array(k);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const radius = planeDistance(xs, ys, i, nearest);
    sum += digamma(countWithin(xs, xs[i]!, radius)) + digamma(countWithin(sortedY, ys[i]!, radius));
  }
  return Math.max(0, digamma(n) + digamma(k) - sum / n);
}

function withoutTies(values: Float64Array, rng: Rng): Float64Array {
  const { deviation } = columnSpread(values);
  const scale = deviation > 0 ? 1 / deviation : 1;
  const scaled = values.map((value) => value * scale);
  let size = 0;
  for (let i = 0; i < scaled.length; i++) size += Math.abs(scaled[i]!) / scaled.length;
  const noise = NOISE * Math.max(1, size);
  return scaled.map((value) => value + noise * (2 * rng.next() - 1));
}

/** Distance of the k-th nearest other value in a sorted column. */
function neighbourDistance(sorted: Float64Array, i: number, k: number): number {
  let left = i - 1;
  let right = i + 1;
  let distance = 0;
  for (let found = 0; found < k; found++) {
    const below = left >= 0 ? sorted[i]! - sorted[left]! : Number.POSITIVE_INFINITY;
    const above = right < sorted.length ? sorted[right]! - sorted[i]! : Number.POSITIVE_INFINITY;
    if (below <= above) left--;
    else right++;
    distance = Math.min(below, above);
  }
  return distance;
}

/** How many values of a sorted column lie nearer than `radius`, at least 1: the value itself is among them. */
function countWithin(sorted: Float64Array, value: number, radius: number): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (value - sorted[middle]! < radius) high = middle;
    else low = middle + 1;
  }
  let end = low;
  for (let high = sorted.length; end < high; ) {
    const middle = (end + high) >> 1;
    if (sorted[middle]! - value < radius) end = middle + 1;
    else high = middle;
  }
  return Math.max(1, end - low);
}

/**
 * Distance, by the longer side, of the k-th nearest other point, looking outwards from place `i` of points sorted by x.
 * @param nearest - room for the k distances, rising.
 */
function planeDistance(xs: Float64Array, ys: Float64Array, i: number, nearest: Float64Array): number {
  const k = nearest.length;
  nearest.fill(Number.POSITIVE_INFINITY);
  let left = i - 1;
  let right = i + 1;
  while (left >= 0 || right < xs.length) {
    const below = left >= 0 ? xs[i]! - xs[left]! : Number.POSITIVE_INFINITY;
    const above = right < xs.length ? xs[right]! - xs[i]! : Number.POSITIVE_INFINITY;
    const aside = Math.min(below, above);
    if (aside >= nearest[k - 1]!) break; // all that is left lies further off
    const j = below <= above ? left-- : right++;
    const distance = Math.max(aside, Math.abs(ys[j]! - ys[i]!));
    let at = k - 1;
    if (distance >= nearest[at]!) continue;
    for (; at > 0 && nearest[at - 1]! > distance; at--) nearest[at] = nearest[at - 1]!;
    nearest[at] = distance;
  }
  return nearest[k - 1]!;
}
