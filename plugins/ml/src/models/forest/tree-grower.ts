import type { Rng } from "@bellwether/core";
import { rateClasses, searchClasses } from "./class-search.js";
import type { ColumnBins } from "./column-bins.js";
import { type ForestBuilder, MAX_DEPTH } from "./flat-forest.js";
import { floorToFloat32 } from "./float32.js";
import { createHistogram, type Histogram, type Split } from "./histogram.js";
import { searchMoments } from "./moment-search.js";

/** What splits are rated by, see {@link searchMoments} and {@link searchClasses}. */
export type Measure =
  | { readonly kind: "moments"; readonly l2: number }
  | { readonly kind: "classes"; readonly classes: number; readonly entropy: boolean };

export interface GrowingRules {
  /** Levels below the root, at most {@link MAX_DEPTH}; null for as many as that. */
  readonly maxDepth: number | null;
  /** A node of fewer rows is a leaf. */
  readonly minSamplesSplit: number;
  /** A split that leaves fewer rows on a side is not looked at. */
  readonly minSamplesLeaf: number;
  /** Columns drawn for each split; with all of them none are drawn, and ties go to the first. */
  readonly maxFeatures: number;
  /** A split that gains less, in units of the measure a unit of the root's weight, is not made. */
  readonly minGain: number;
  readonly measure: Measure;
}

export interface TreeGrower {
  /** Where rows, `a` and `b` of the next tree are put before {@link TreeGrower.grow}; rows of weight 0 are left out. */
  readonly histogram: Histogram;
  /**
   * Adds one tree, grown from the first `rows` entries of the histogram's order.
   * @param gains - by column, what its splits gained is added.
   * @returns its root.
   */
  grow(rows: number, rng: Rng, builder: ForestBuilder, gains: Float64Array): number;
}

/**
 * Writes the values of a leaf.
 * @param sums - of `a` and `b`, or weights of classes.
 */
export type WriteLeaf = (sums: Float64Array, out: Float64Array, at: number) => void;

/**
 * Grows trees depth first, so that a tree is a matter of its rows, the rules and the stream of chance alone. Columns are
 * drawn anew for each split; while all that were drawn are constant over the node, one more is.
 */
export function createTreeGrower(bins: ColumnBins, rules: GrowingRules, writeLeaf: WriteLeaf): TreeGrower {
  const { measure, minSamplesLeaf } = rules;
  const { columns, rows: allRows, codes, stride, lowest, highest, used } = bins;
  const width = measure.kind === "moments" ? 2 : measure.classes;
  const histogram = createHistogram(bins, width);
  const { order, a, b } = histogram;
  const smallest = Math.max(rules.minSamplesSplit, 2 * minSamplesLeaf);
  const deepest = Math.min(rules.maxDepth ?? MAX_DEPTH, MAX_DEPTH);
  const totals = new Float64Array(width);
  const left = new Float64Array(width);
  const right = new Float64Array(width);
  const urn = new Int32Array(columns);
  const best: Split = { column: -1, lastLeft: 0, firstRight: 0, score: 0 };
  const orderAside = new Int32Array(allRows);
  const aAside = new Float64Array(allRows);
  const bAside = new Float64Array(allRows);
  // nodes to come: one a level is open, and its sibling waits
  const stack = new Int32Array(4 * (MAX_DEPTH + 2));

  const sum = (from: number, to: number): void => {
    if (measure.kind === "moments") {
      let sumA = 0;
      let sumB = 0;
      for (let i = from; i < to; i++) {
        sumA += a[i]!;
        sumB += b[i]!;
      }
      totals[0] = sumA;
      totals[1] = sumB;
      return;
    }
    totals.fill(0);
    for (let i = from; i < to; i++) totals[b[i]!] = totals[b[i]!]! + a[i]!;
  };

  const ratedNode = (): number =>
    measure.kind === "moments"
      ? (totals[1]! * totals[1]!) / (totals[0]! + measure.l2)
      : rateClasses(totals, measure.entropy);

  const varies = (column: number, from: number, to: number): boolean =>
    measure.kind === "moments"
      ? searchMoments(histogram, column, from, to, totals[0]!, totals[1]!, measure.l2, minSamplesLeaf, best)
      : searchClasses(histogram, column, from, to, totals, left, right, measure.entropy, minSamplesLeaf, best);

  const search = (from: number, to: number, rng: Rng): void => {
    best.column = -1;
    best.score = -Infinity;
    if (rules.maxFeatures >= columns) {
      for (let j = 0; j < columns; j++) if (used[j]! > 1) varies(j, from, to);
      return;
    }
    for (let j = 0; j < columns; j++) urn[j] = j;
    let varying = 0;
    for (let drawn = 0; drawn < columns && (drawn < rules.maxFeatures || varying === 0); drawn++) {
      const at = drawn + rng.int(columns - drawn);
      const column = urn[at]!;
      urn[at] = urn[drawn]!;
      urn[drawn] = column;
      if (used[column]! > 1 && varies(column, from, to)) varying++;
    }
  };

  /** Moves the rows that go left before those that go right, each kept in order; returns where the right ones begin. */
  const part = (from: number, to: number, column: number, lastLeft: number): number => {
    const base = column * allRows;
    let atLeft = from;
    let aside = 0;
    for (let i = from; i < to; i++) {
      const row = order[i]!;
      const goesRight = (lastLeft - codes[base + row]!) >>> 31; // the sign: no branch to guess
      order[atLeft] = row;
      a[atLeft] = a[i]!;
      b[atLeft] = b[i]!;
      orderAside[aside] = row;
      aAside[aside] = a[i]!;
      bAside[aside] = b[i]!;
      atLeft += 1 - goesRight;
      aside += goesRight;
    }
    for (let i = 0; i < aside; i++) {
      order[atLeft + i] = orderAside[i]!;
      a[atLeft + i] = aAside[i]!;
      b[atLeft + i] = bAside[i]!;
    }
    return atLeft;
  };

  return {
    histogram,
    grow(rows, rng, builder, gains) {
      const root = builder.plant();
      let top = 0;
      let minGain = 0;
      const push = (node: number, from: number, to: number, depth: number) => {
        stack[top] = node;
        stack[top + 1] = from;
        stack[top + 2] = to;
        stack[top + 3] = depth;
        top += 4;
      };
      push(root, 0, rows, 0);
      while (top > 0) {
        top -= 4;
        const node = stack[top]!;
        const from = stack[top + 1]!;
        const to = stack[top + 2]!;
        const depth = stack[top + 3]!;
        sum(from, to);
        if (node === root) minGain = rules.minGain * (measure.kind === "moments" ? totals[0]! : addUp(totals));
        best.column = -1;
        if (depth < deepest && to - from >= smallest && !isPure(measure.kind, a, b, from, to)) search(from, to, rng);
        const gain = best.column < 0 ? -Infinity : best.score - ratedNode();
        if (best.column < 0 || gain < minGain) {
          const at = builder.settle(node);
          writeLeaf(totals, builder.values, at);
          continue;
        }
        const { column, lastLeft, firstRight } = best;
        if (gain > 0) gains[column] = gains[column]! + gain;
        const at = column * stride;
        const threshold = floorToFloat32((highest[at + lastLeft]! + lowest[at + firstRight]!) / 2);
        const middle = part(from, to, column, lastLeft);
        const child = builder.split(node, column, threshold);
        push(child + 1, middle, to, depth + 1);
        push(child, from, middle, depth + 1);
      }
      return root;
    },
  };
}

function addUp(values: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum;
}

/** Whether all rows say the same. For weight × target up to the rounding of its product. */
function isPure(kind: Measure["kind"], a: Float64Array, b: Float64Array, from: number, to: number): boolean {
  const firstA = a[from]!;
  const firstB = b[from]!;
  for (let i = from + 1; i < to; i++) {
    if (kind === "classes") {
      if (b[i] !== firstB) return false;
      continue;
    }
    const one = b[i]! * firstA;
    if (Math.abs(one - firstB * a[i]!) > 4e-16 * Math.abs(one)) return false;
  }
  return true;
}
