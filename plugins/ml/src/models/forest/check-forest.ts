import { BadArtifactError } from "../model.js";
import { type FlatForest, LEAF, MAX_DEPTH, MAX_NODES } from "./flat-forest.js";

/** A leaf of shares that were rounded to float32 sums to 1 up to this. */
const ROUNDING = 1e-6;

/**
 * Checks that walking down any tree reads only what is there and ends: of each node but a root exactly one split is the
 * parent, within the same tree and before it, and no tree is deeper than {@link MAX_DEPTH}.
 * @param family - named in the error.
 * @throws {BadArtifactError} naming the promise that is broken, and where.
 */
export function checkForest(family: string, forest: FlatForest): void {
  const { roots, feature, threshold, child, columns, width } = forest;
  const nodes = feature.length;
  const leaves = forest.leaf.length / width;
  const refuse = (why: string) => new BadArtifactError(`${family}: ${why}`);
  if (nodes > MAX_NODES) throw refuse(`${nodes} nodes, where ${MAX_NODES} are allowed`);
  if (roots.length === 0 || roots[0] !== 0) throw refuse("the first root is not node 0");
  const depth = new Uint8Array(nodes); // from 1, so that 0 is a node without a parent
  for (let t = 0; t < roots.length; t++) {
    const root = roots[t]!;
    const end = t + 1 < roots.length ? roots[t + 1]! : nodes;
    if (end <= root || end > nodes) throw refuse(`tree ${t} spans the nodes ${root} to ${end} of ${nodes}`);
    depth[root] = 1;
    for (let node = root; node < end; node++) {
      const level = depth[node]!;
      if (level === 0) throw refuse(`node ${node} is the child of no split`);
      if (!Number.isFinite(threshold[node])) throw refuse(`the threshold of node ${node} is ${threshold[node]}`);
      const next = child[node]!;
      if (feature[node] === LEAF) {
        if (next >= leaves) throw refuse(`node ${node} is leaf ${next} of ${leaves}`);
        continue;
      }
      if (feature[node]! >= columns) throw refuse(`node ${node} reads column ${feature[node]} of ${columns}`);
      if (next <= node) throw refuse(`node ${node} has a child before it, ${next}`);
      if (next + 1 >= end) throw refuse(`node ${node} has a child beyond its tree, ${next + 1}`);
      if (depth[next] !== 0 || depth[next + 1] !== 0) throw refuse(`a child of node ${node} has another parent`);
      if (level > MAX_DEPTH) throw refuse(`tree ${t} is deeper than ${MAX_DEPTH} levels`);
      depth[next] = level + 1;
      depth[next + 1] = level + 1;
    }
  }
}

/** @throws {BadArtifactError} unless each leaf holds shares of classes that sum to 1. */
export function checkShares(family: string, { leaf, width }: FlatForest): void {
  for (let at = 0; at < leaf.length; at += width) {
    let sum = 0;
    for (let k = at; k < at + width; k++) {
      const share = leaf[k]!;
      if (!(share >= 0 && share <= 1))
        throw new BadArtifactError(`${family}: leaf ${at / width} holds the share ${share}`);
      sum += share;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING))
      throw new BadArtifactError(`${family}: the shares of leaf ${at / width} sum to ${sum}, not 1`);
  }
}

/** @throws {BadArtifactError} for a value whose sums could overflow. */
export function checkValues(family: string, { leaf }: FlatForest): void {
  for (let i = 0; i < leaf.length; i++)
    if (!(Math.abs(leaf[i]!) <= 1e300)) throw new BadArtifactError(`${family}: leaf ${i} holds ${leaf[i]}`);
}
