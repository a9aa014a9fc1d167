import { createRng } from "@bellwether/core";
import type { FitContext } from "../model.js";
import { drawRows } from "./bootstrap.js";
import type { FlatForest, ForestBuilder } from "./flat-forest.js";
import { addNormalised } from "./importances.js";
import type { TreeGrower } from "./tree-grower.js";

/** What is grown, and from what. */
export interface Growing {
  readonly trees: number;
  readonly bootstrap: boolean;
  readonly maxSamples: number | null;
  /** What a row weighs when it is drawn once; rows of weight 0 are left out. */
  readonly weights: Float64Array;
  /** The target of each row: its second quantity is weight × target, or the target itself where `label` is set. */
  readonly target: Float64Array;
  /** Whether targets are numbers of classes. */
  readonly label: boolean;
  /** Told of each tree, and how often each row was drawn for it. */
  readonly onTree?: (forest: FlatForest, root: number, drawn: Int32Array) => void;
}

export interface Grown {
  readonly trees: number;
  readonly stoppedEarly: boolean;
  /** By column, sums to 1; null where no tree has a split that gained anything. */
  readonly importances: Float64Array | null;
}

/** Grows trees that do not depend on one another: each has a stream of chance of its own. */
export function growForest(grower: TreeGrower, builder: ForestBuilder, growing: Growing, context: FitContext): Grown {
  const { weights, target, label } = growing;
  const { histogram } = grower;
  const { order, a, b, bins } = histogram;
  const { rows, columns } = bins;
  const rng = createRng(context.seed);
  const clock = context.timeLimitMs === undefined ? undefined : context.now;
  const end = clock === undefined ? 0 : clock() + context.timeLimitMs!;
  const drawn = new Int32Array(rows).fill(1);
  const draws = Math.max(1, Math.round(rows * (growing.maxSamples ?? 1)));
  const gains = new Float64Array(columns);
  const shares = new Float64Array(columns);
  const take = (): number => {
    let taken = 0;
    for (let i = 0; i < rows; i++) {
      const weight = drawn[i]! * weights[i]!;
      if (weight === 0) continue;
      order[taken] = i;
      a[taken] = weight;
      b[taken] = label ? target[i]! : weight * target[i]!;
      taken++;
    }
    return taken;
  };
  let trees = 0;
  while (trees < growing.trees) {
    const chance = rng.fork(`tree ${trees}`);
    if (growing.bootstrap) drawRows(chance, draws, drawn);
    let taken = take();
    if (taken === 0) {
      drawn.fill(1); // chance drew nothing but rows without weight
      taken = take();
    }
    gains.fill(0);
    const root = grower.grow(taken, chance, builder, gains);
    addNormalised(gains, shares);
    growing.onTree?.(builder.view(), root, drawn);
    trees++;
    context.onProgress?.(trees / growing.trees);
    if (clock !== undefined && trees < growing.trees && clock() >= end) break;
  }
  const total = new Float64Array(columns);
  return { trees, stoppedEarly: trees < growing.trees, importances: addNormalised(shares, total) ? total : null };
}
