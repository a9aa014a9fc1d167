import { type FlatForest, LEAF } from "./flat-forest.js";

/** Rows that go through a tree while its nodes are at hand. */
const BLOCK = 64;

/**
 * The leaf that a row ends in.
 * @param base - where the row begins in `data`.
 */
export function leafOf(forest: FlatForest, root: number, data: Float32Array, base: number): number {
  const { feature, threshold, child } = forest;
  let node = root;
  let column = feature[node]!;
  while (column !== LEAF) {
    // 1 to the right: a number made of the comparison leaves the processor no branch to guess
    node = child[node]! + 1 - +(data[base + column]! <= threshold[node]!);
    column = feature[node]!;
  }
  return child[node]!;
}

/**
 * Adds, for each row, the values of its leaves. Allocates nothing.
 * @param stride - values of a row of `out`.
 * @param cycle - trees take turns: tree `t` adds its `width` values from value `(t % cycle) * width` of the row on.
 */
export function addLeaves(
  forest: FlatForest,
  data: Float32Array,
  rows: number,
  out: Float64Array,
  stride: number,
  cycle: number,
): void {
  const { roots, columns, width } = forest;
  const trees = roots.length;
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    const fours = to - ((to - from) & 3);
    for (let t = 0; t < trees; t++) {
      const root = roots[t]!;
      const put = (t % cycle) * width;
      for (let i = from; i < fours; i += 4) addFour(forest, root, data, i, out, stride, put);
      for (let i = fours; i < to; i++) addLeaf(forest, leafOf(forest, root, data, i * columns), out, i * stride + put);
    }
  }
}

function addLeaf({ leaf, width }: FlatForest, number: number, out: Float64Array, at: number): void {
  const from = number * width;
  for (let k = 0; k < width; k++) out[at + k] = out[at + k]! + leaf[from + k]!;
}

/** {@link leafOf} for four rows from row `i` on, side by side: while one waits for its node the others go on. */
function addFour(
  forest: FlatForest,
  root: number,
  data: Float32Array,
  i: number,
  out: Float64Array,
  stride: number,
  put: number,
): void {
  const { feature, threshold, child, columns } = forest;
  const base0 = i * columns;
  const base1 = base0 + columns;
  const base2 = base1 + columns;
  const base3 = base2 + columns;
  let node0 = root;
  let node1 = root;
  let node2 = root;
  let node3 = root;
  let column0 = feature[root]!;
  let column1 = column0;
  let column2 = column0;
  let column3 = column0;
  while (column0 !== LEAF && column1 !== LEAF && column2 !== LEAF && column3 !== LEAF) {
    node0 = child[node0]! + 1 - +(data[base0 + column0]! <= threshold[node0]!);
    node1 = child[node1]! + 1 - +(data[base1 + column1]! <= threshold[node1]!);
    node2 = child[node2]! + 1 - +(data[base2 + column2]! <= threshold[node2]!);
    node3 = child[node3]! + 1 - +(data[base3 + column3]! <= threshold[node3]!);
    column0 = feature[node0]!;
    column1 = feature[node1]!;
    column2 = feature[node2]!;
    column3 = feature[node3]!;
  }
  const at = i * stride + put;
  addLeaf(forest, leafOf(forest, node0, data, base0), out, at);
  addLeaf(forest, leafOf(forest, node1, data, base1), out, at + stride);
  addLeaf(forest, leafOf(forest, node2, data, base2), out, at + 2 * stride);
  addLeaf(forest, leafOf(forest, node3, data, base3), out, at + 3 * stride);
}
