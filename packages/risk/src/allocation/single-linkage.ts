import type { SquareMatrix } from "../measures/square-matrix.js";

/** Two clusters become one. Numbers below the count of leaves are leaves; merge `k` makes the cluster leaves + k. */
export interface Merge {
  /** The lower of the two numbers. */
  readonly left: number;
  readonly right: number;
  readonly distance: number;
}

interface Cluster {
  readonly id: number;
  /** To each leaf, from the nearest member. */
  readonly distances: Float64Array;
  readonly members: readonly number[];
}

/**
 * Clusters leaves by joining the two nearest clusters until one is left, where clusters are as near as their nearest
 * members. Of equal distances the pair made or listed first is joined first.
 * @param distances - symmetric, between the leaves.
 * @returns the merges in order, one fewer than there are leaves.
 */
export function singleLinkage({ size, values }: SquareMatrix): Merge[] {
  let clusters: Cluster[] = Array.from({ length: size }, (_, id) => ({
    id,
    distances: values.subarray(id * size, (id + 1) * size),
    members: [id],
  }));
  const merges: Merge[] = [];
  while (clusters.length > 1) {
    const { a, b, distance } = nearestPair(clusters);
    merges.push({ left: a.id, right: b.id, distance });
    const joined = {
      id: size + merges.length - 1,
      distances: a.distances.map((value, leaf) => Math.min(value, b.distances[leaf]!)),
      members: [...a.members, ...b.members],
    };
    clusters = [...clusters.filter((cluster) => cluster !== a && cluster !== b), joined];
  }
  return merges;
}

function nearestPair(clusters: readonly Cluster[]) {
  let best = { a: clusters[0]!, b: clusters[1]!, distance: Number.POSITIVE_INFINITY };
  for (const [i, a] of clusters.entries()) {
    for (const b of clusters.slice(i + 1)) {
      const distance = Math.min(...b.members.map((leaf) => a.distances[leaf]!));
      if (distance < best.distance) best = { a, b, distance };
    }
  }
  return best;
}

/** The leaves from left to right below the last merge, so that neighbours are alike. */
export function leafOrder(merges: readonly Merge[]): number[] {
  const leaves = merges.length + 1;
  const below = (id: number): number[] => {
    if (id < leaves) return [id];
    const { left, right } = merges[id - leaves]!;
    return [...below(left), ...below(right)];
  };
  return below(leaves + merges.length - 1);
}
