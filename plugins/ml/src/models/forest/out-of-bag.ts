import type { FlatForest } from "./flat-forest.js";
import type { Facts } from "./forest-parts.js";
import { leafOf } from "./leaf-sums.js";

export interface OutOfBag {
  /** Asks a tree about the rows that were not drawn for it. */
  add(forest: FlatForest, root: number, drawn: Int32Array): void;
  /** Accuracy, or R² for values, over the rows that some tree did not learn; nothing where there are none. */
  facts(): Facts;
}

/**
 * Scores rows by the trees that did not learn them. It flatters wherever labels overlap in time: the neighbours of a row,
 * which were learnt, share most of its label.
 * @param data - row-major. @param y - class or value of each row. @param isLabel - whether `y` holds classes.
 */
export function outOfBag(data: Float32Array, y: Float64Array, width: number, isLabel: boolean): OutOfBag {
  const rows = y.length;
  const votes = new Float64Array(rows * width);
  const trees = new Int32Array(rows);
  return {
    add(forest, root, drawn) {
      const { columns, leaf } = forest;
      for (let i = 0; i < rows; i++) {
        if (drawn[i] !== 0) continue;
        trees[i] = trees[i]! + 1;
        const from = leafOf(forest, root, data, i * columns) * width;
        for (let k = 0; k < width; k++) votes[i * width + k] = votes[i * width + k]! + leaf[from + k]!;
      }
    },
    facts() {
      let scored = 0;
      for (let i = 0; i < rows; i++) if (trees[i] !== 0) scored++;
      if (scored === 0) return {};
      if (isLabel) return { outOfBagAccuracy: countRight(votes, trees, y, width) / scored, outOfBagRows: scored };
      const share = explained(votes, trees, y);
      return share === undefined ? {} : { outOfBagR2: share, outOfBagRows: scored };
    },
  };
}

function countRight(votes: Float64Array, trees: Int32Array, y: Float64Array, width: number): number {
  let right = 0;
  for (let i = 0; i < y.length; i++) {
    if (trees[i] === 0) continue;
    let most = 0;
    for (let k = 1; k < width; k++) if (votes[i * width + k]! > votes[i * width + most]!) most = k;
    if (most === y[i]) right++;
  }
  return right;
}

/** 1 − squared error ÷ squared deviation; undefined where the values do not vary. */
function explained(sums: Float64Array, trees: Int32Array, y: Float64Array): number | undefined {
  let count = 0;
  let mean = 0;
  for (let i = 0; i < y.length; i++) if (trees[i] !== 0) mean += (y[i]! - mean) / ++count;
  let error = 0;
  let spread = 0;
  for (let i = 0; i < y.length; i++) {
    if (trees[i] === 0) continue;
    error += (y[i]! - sums[i]! / trees[i]!) ** 2;
    spread += (y[i]! - mean) ** 2;
  }
  return spread > 0 ? 1 - error / spread : undefined;
}
