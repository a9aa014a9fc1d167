/** Marks a leaf in {@link FlatForest.feature}. */
export const LEAF = 0xffff;

/** Levels below a root: what a model file may hold, and where growing stops at the latest. */
export const MAX_DEPTH = 64;

/** Nodes that a model file may hold. */
export const MAX_NODES = 10_000_000;

/** Columns of input that a forest can tell apart. */
export const MAX_COLUMNS = 65_535;

/**
 * All trees of a model in one set of arrays, tree after tree, a node before its children, the two children of a node side
 * by side. A row goes left where its value is at most the threshold, right otherwise; NaN is not at most anything, and
 * goes right.
 */
export interface FlatForest {
  /** Columns of a row of input. */
  readonly columns: number;
  /** Values of a leaf. */
  readonly width: number;
  /** First node of each tree, rising; the first is 0. */
  readonly roots: Uint32Array;
  /** Column that a node asks for, or {@link LEAF}. */
  readonly feature: Uint16Array;
  /** Of a leaf 0. */
  readonly threshold: Float32Array;
  /** Of a split its left child, whose neighbour is the right one; of a leaf its number among all leaves. */
  readonly child: Uint32Array;
  /** `width` values a leaf. */
  readonly leaf: Float32Array | Float64Array;
}

/** A forest that can still grow. */
export interface ForestBuilder {
  nodes: number;
  leaves: number;
  /** Starts a tree, and returns its root. */
  plant(): number;
  /** Adds two children, and returns the left one. */
  split(node: number, feature: number, threshold: number): number;
  /** Returns where to write the values of the leaf in {@link ForestBuilder.values}. */
  settle(node: number): number;
  readonly values: Float64Array;
  /** The arrays so far, not copied: valid until something is added. */
  view(): FlatForest;
  /** A copy of the first `trees` trees. @param single - whether leaves are rounded to float32. */
  finish(single: boolean, trees?: number): FlatForest;
}

export function createForestBuilder(columns: number, width: number): ForestBuilder {
  let roots = new Uint32Array(64);
  let firstLeaves = new Uint32Array(64); // of each tree
  let trees = 0;
  let feature = new Uint16Array(1024);
  let threshold = new Float32Array(1024);
  let child = new Uint32Array(1024);
  let leaf = new Float64Array(512 * width);
  const builder = {
    nodes: 0,
    leaves: 0,
    get values() {
      return leaf;
    },
    plant() {
      if (trees === roots.length) {
        roots = grown(roots, new Uint32Array(trees * 2));
        firstLeaves = grown(firstLeaves, new Uint32Array(trees * 2));
      }
      roots[trees] = builder.nodes;
      firstLeaves[trees++] = builder.leaves;
      return add(1);
    },
    split(node: number, column: number, value: number) {
      const left = add(2);
      feature[node] = column;
      threshold[node] = value;
      child[node] = left;
      return left;
    },
    settle(node: number) {
      const number = builder.leaves++;
      if (builder.leaves * width > leaf.length) leaf = grown(leaf, new Float64Array(leaf.length * 2));
      feature[node] = LEAF;
      child[node] = number;
      return number * width;
    },
    view: () => ({ columns, width, roots: roots.subarray(0, trees), feature, threshold, child, leaf }),
    finish(single: boolean, kept = trees) {
      const nodes = kept < trees ? roots[kept]! : builder.nodes;
      const values = leaf.subarray(0, width * (kept < trees ? firstLeaves[kept]! : builder.leaves));
      return {
        columns,
        width,
        roots: roots.slice(0, kept),
        feature: feature.slice(0, nodes),
        threshold: threshold.slice(0, nodes),
        child: child.slice(0, nodes),
        leaf: single ? Float32Array.from(values) : values.slice(),
      };
    },
  };
  const add = (count: number): number => {
    const first = builder.nodes;
    builder.nodes += count;
    if (builder.nodes > feature.length) {
      const room = feature.length * 2;
      feature = grown(feature, new Uint16Array(room));
      threshold = grown(threshold, new Float32Array(room));
      child = grown(child, new Uint32Array(room));
    }
    return first;
  };
  return builder;
}

function grown<T extends Uint16Array | Uint32Array | Float32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
