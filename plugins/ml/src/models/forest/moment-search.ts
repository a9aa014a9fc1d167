import { countRows, type Histogram, markBins, type Split } from "./histogram.js";

/**
 * Looks for the split of rows `[from, to)` with the greatest sum over both sides of `b² / (a + l2)`: least squares where `a`
 * is the weight and `b` weight × target, Gini impurity of two classes where the target is 0 or 1, and the second-order gain
 * of boosting where they are derivatives. Of equal splits the lowest bin of the column looked at first stays.
 * @returns whether the column varies over these rows.
 */
export function searchMoments(
  histogram: Histogram,
  column: number,
  from: number,
  to: number,
  totalA: number,
  totalB: number,
  l2: number,
  minSamplesLeaf: number,
  best: Split,
): boolean {
  const { sums, mask, counts } = histogram;
  const words = markBins(histogram, column, from, to);
  sumMoments(histogram, column, from, to);
  if (minSamplesLeaf > 1) countRows(histogram, column, from, to);
  let leftA = 0;
  let leftB = 0;
  let leftRows = 0;
  let previous = -1;
  let varies = false;
  let { score } = best;
  for (let word = 0; word < words; word++) {
    let bits = mask[word]!;
    while (bits !== 0) {
      const bin = (word << 5) + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      const a = sums[2 * bin]!;
      if (a === 0) continue;
      if (previous >= 0) {
        varies = true;
        if (minSamplesLeaf === 1 || (leftRows >= minSamplesLeaf && to - from - leftRows >= minSamplesLeaf)) {
          const rightB = totalB - leftB;
          const rated = (leftB * leftB) / (leftA + l2) + (rightB * rightB) / (totalA - leftA + l2);
          if (rated > score) {
            score = rated;
            best.score = rated;
            best.column = column;
            best.lastLeft = previous;
            best.firstRight = bin;
          }
        }
      }
      leftA += a;
      leftB += sums[2 * bin + 1]!;
      sums[2 * bin] = 0;
      sums[2 * bin + 1] = 0;
      if (minSamplesLeaf > 1) {
        leftRows += counts[bin]!;
        counts[bin] = 0;
      }
      previous = bin;
    }
  }
  return varies;
}

function sumMoments({ bins, order, a, b, sums }: Histogram, column: number, from: number, to: number): void {
  const { codes, rows } = bins;
  const base = column * rows;
  for (let i = from; i < to; i++) {
    const at = codes[base + order[i]!]! << 1;
    sums[at] = sums[at]! + a[i]!;
    sums[at + 1] = sums[at + 1]! + b[i]!;
  }
}
