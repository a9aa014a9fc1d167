import { countRows, type Histogram, markBins, type Split } from "./histogram.js";

/**
 * Rates a set of rows by the weights of its classes, greater for purer sets: minus weight × impurity, up to a constant that
 * is the same for a node and for its two sides together.
 */
export function rateClasses(weights: Float64Array, entropy: boolean): number {
  let sum = 0;
  let rated = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k]!;
    if (weight <= 0) continue; // also the rounding below zero of what is left of a class
    sum += weight;
    rated += entropy ? weight * Math.log2(weight) : weight * weight;
  }
  if (sum === 0) return 0;
  return entropy ? rated - sum * Math.log2(sum) : rated / sum;
}

/**
 * Looks for the split of rows `[from, to)` that leaves the two purest sides; `a` is the weight of a row, `b` its class.
 * @param totals - weight of each class in the node.
 * @param left - room for as many; @param right - the same.
 * @returns whether the column varies over these rows.
 */
export function searchClasses(
  histogram: Histogram,
  column: number,
  from: number,
  to: number,
  totals: Float64Array,
  left: Float64Array,
  right: Float64Array,
  entropy: boolean,
  minSamplesLeaf: number,
  best: Split,
): boolean {
  const { sums, mask, counts } = histogram;
  const classes = totals.length;
  const words = markBins(histogram, column, from, to);
  sumClasses(histogram, column, from, to, classes);
  if (minSamplesLeaf > 1) countRows(histogram, column, from, to);
  left.fill(0);
  let leftRows = 0;
  let previous = -1;
  let varies = false;
  for (let word = 0; word < words; word++) {
    let bits = mask[word]!;
    while (bits !== 0) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      const at = bin * classes;
      let weight = 0;
      for (let k = 0; k < classes; k++) weight += sums[at + k]!;
      if (weight === 0) continue;
      if (previous >= 0) {
        varies = true;
        if (minSamplesLeaf === 1 || (leftRows >= minSamplesLeaf && to - from - leftRows >= minSamplesLeaf)) {
          for (let k = 0; k < classes; k++) right[k] = totals[k]! - left[k]!;
          const rated = rateClasses(left, entropy) + rateClasses(right, entropy);
          if (rated > best.score) {
            best.score = rated;
            best.column = column;
            best.lastLeft = previous;
            best.firstRight = bin;
          }
        }
      }
      for (let k = 0; k < classes; k++) {
        left[k] = left[k]! + sums[at + k]!;
        sums[at + k] = 0;
      }
      if (minSamplesLeaf > 1) {
        leftRows += counts[bin]!;
        counts[bin] = 0;
      }
      previous = bin;
    }
  }
  return varies;
}

function sumClasses(
  { bins, order, a, b, sums }: Histogram,
  column: number,
  from: number,
  to: number,
  classes: number,
): void {
  const { codes, rows } = bins;
  const base = column * rows;
  for (let i = from; i < to; i++) {
    const at = codes[base + order[i]!]! * classes + b[i]!;
    sums[at] = sums[at]! + a[i]!;
  }
}
