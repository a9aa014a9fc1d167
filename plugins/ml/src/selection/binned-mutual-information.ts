import { quantile } from "@bellwether/core";

/**
 * Number of each value's bin, bins holding about equally many: a value belongs above an inner edge that it equals. Edges
 * are quantiles between neighbours by straight line; a column of few distinct values has fewer bins.
 */
export function binNumbers(values: Float64Array, bins: number): Int32Array {
  const sorted = values.slice().sort();
  const edges: number[] = [];
  for (let k = 1; k < bins; k++) {
    const edge = quantile(sorted, k / bins);
    if (edge > (edges.at(-1) ?? sorted[0]!) && edge < sorted.at(-1)!) edges.push(edge);
  }
  return Int32Array.from(values, (value) => {
    let bin = 0;
    while (bin < edges.length && value >= edges[bin]!) bin++;
    return bin;
  });
}

/** Mutual information of two columns of numbers from 0, in nats: what knowing one tells about the other. At least 0. */
export function discreteMutualInformation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let widthA = 0;
  let widthB = 0;
  for (let i = 0; i < n; i++) {
    widthA = Math.max(widthA, a[i]! + 1);
    widthB = Math.max(widthB, b[i]! + 1);
  }
  const joint = new Float64Array(widthA * widthB);
  const ofA = new Float64Array(widthA);
  const ofB = new Float64Array(widthB);
  for (let i = 0; i < n; i++) {
    joint[a[i]! * widthB + b[i]!]!++;
    ofA[a[i]!]!++;
    ofB[b[i]!]!++;
  }
  let information = 0;
  for (let u = 0; u < widthA; u++)
    for (let v = 0; v < widthB; v++) {
      const count = joint[u * widthB + v]!;
      if (count > 0) information += (count / n) * Math.log((count * n) / (ofA[u]! * ofB[v]!));
    }
  return Math.max(0, information);
}
