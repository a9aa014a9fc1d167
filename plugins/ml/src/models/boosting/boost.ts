import { createRng, type Rng } from "@bellwether/core";
import type { Matrix } from "../../matrix.js";
import { binColumns } from "../forest/column-bins.js";
import { createForestBuilder, type FlatForest } from "../forest/flat-forest.js";
import type { Facts } from "../forest/forest-parts.js";
import { addNormalised } from "../forest/importances.js";
import { leafOf } from "../forest/leaf-sums.js";
import { countFeatures } from "../forest/max-features.js";
import { createTreeGrower, type WriteLeaf } from "../forest/tree-grower.js";
import type { FitContext } from "../model.js";
import type { GradientBoostingParams } from "./boosting-params.js";
import type { Loss } from "./losses.js";

export interface Boosted {
  readonly forest: FlatForest;
  readonly importances: Float64Array | null;
  readonly facts: Facts;
}

/** What is learnt, and what only says when to stop. */
export interface Boosting {
  readonly x: Matrix;
  readonly weights: Float64Array;
  readonly loss: Loss;
  /** The first rows, learnt. */
  readonly learnt: number;
  /** From here on rows are for validation; those between are left out. */
  readonly validated: number;
}

/** A split gains at least this, a unit of second derivative: below it lies rounding. */
const LEAST_GAIN = 1e-12;

/**
 * Newton boosting (Friedman 2001; Chen & Guestrin 2016): each tree is fitted to the derivatives of the loss at the scores so
 * far, and adds `learningRate * G / (H + l2)` in each leaf.
 * @param maxBins - bins of a column; above 256 they take two bytes.
 */
export function boost(
  { x, weights, loss, learnt, validated }: Boosting,
  params: GradientBoostingParams,
  context: FitContext,
  maxBins = 256,
): Boosted {
  const { columns, data, rows } = x;
  const { outputs } = loss;
  const { learningRate, l2, rounds } = params;
  const writeLeaf: WriteLeaf = (sums, out, at) => {
    out[at] = (learningRate * sums[1]!) / (sums[0]! + l2);
  };
  const bins = binColumns({ rows: learnt, columns, data: data.subarray(0, learnt * columns) }, maxBins);
  const rules = {
    maxDepth: params.maxDepth,
    minSamplesSplit: 2,
    minSamplesLeaf: params.minSamplesLeaf,
    maxFeatures: countFeatures(params.maxFeatures, columns),
    minGain: LEAST_GAIN,
    measure: { kind: "moments", l2 } as const,
  };
  const grower = createTreeGrower(bins, rules, writeLeaf);
  const { order, a, b } = grower.histogram;
  const builder = createForestBuilder(columns, 1);
  const rng = createRng(context.seed);
  const clock = context.timeLimitMs === undefined ? undefined : context.now;
  const end = clock === undefined ? 0 : clock() + context.timeLimitMs!;
  const scores = new Float64Array(rows * outputs);
  for (let i = 0; i < scores.length; i++) scores[i] = loss.base[i % outputs]!;
  const first = Array.from({ length: outputs }, () => new Float64Array(learnt));
  const second = Array.from({ length: outputs }, () => new Float64Array(learnt));
  const inRound = new Uint8Array(learnt).fill(1);
  const gains = new Float64Array(columns);
  const keptGains = new Float64Array(columns);
  let kept = 0;
  let lowest = Infinity;
  let round = 0;
  let stoppedBy = "rounds";

  const addTree = (output: number, chance: Rng): void => {
    const minusGradient = first[output]!;
    const curvature = second[output]!;
    let taken = 0;
    for (let i = 0; i < learnt; i++) {
      if (inRound[i] === 0 || weights[i] === 0) continue;
      order[taken] = i;
      a[taken] = curvature[i]!;
      b[taken] = minusGradient[i]!;
      taken++;
    }
    const root = grower.grow(taken, chance, builder, gains);
    const tree = builder.view();
    for (let i = 0; i < rows; i++) {
      const at = i * outputs + output;
      scores[at] = scores[at]! + tree.leaf[leafOf(tree, root, data, i * columns)]!;
    }
  };

  while (round < rounds) {
    const chance = rng.fork(`round ${round}`);
    if (params.subsample < 1) drawShare(chance, Math.max(1, Math.round(params.subsample * learnt)), inRound);
    for (let k = 0; k < outputs; k++) loss.derive(scores, k, learnt, first[k]!, second[k]!);
    for (let k = 0; k < outputs; k++) addTree(k, chance.fork(`output ${k}`));
    round++;
    const validation = validated < rows ? loss.mean(scores, validated, rows) : -round;
    if (validation < lowest) {
      lowest = validation;
      kept = round;
      keptGains.set(gains);
    }
    context.onProgress?.(round / rounds);
    if (round - kept >= params.patience) {
      stoppedBy = "validation";
      break;
    }
    if (clock !== undefined && round < rounds && clock() >= end) {
      stoppedBy = "time";
      break;
    }
  }
  // a validation loss that never was a number leaves nothing to choose by
  if (kept === 0) keptGains.set(gains);
  const forest = builder.finish(false, (kept === 0 ? round : kept) * outputs);
  const importances = new Float64Array(columns);
  const facts = {
    rounds: forest.roots.length / outputs,
    nodes: forest.feature.length,
    leaves: forest.leaf.length,
    stoppedBy,
    stoppedEarly: stoppedBy === "time",
    ...(validated < rows && Number.isFinite(lowest)
      ? { validationLoss: lowest, validationRows: rows - validated }
      : {}),
  };
  return { forest, importances: addNormalised(keptGains, importances) ? importances : null, facts };
}

/** Marks `count` rows, drawn without replacement (selection sampling, Knuth, The Art of Computer Programming 3.4.2 S). */
function drawShare(rng: Rng, count: number, marks: Uint8Array): void {
  let wanted = count;
  for (let i = 0; i < marks.length; i++) {
    const taken = rng.next() * (marks.length - i) < wanted ? 1 : 0;
    marks[i] = taken;
    wanted -= taken;
  }
}
