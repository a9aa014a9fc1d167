import { expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../../test/oracle-files.js";
import { type Matrix, matrixOf } from "../../matrix.js";
import { EXACT } from "./column-bins.js";
import { fitClassForest, fitValueForest } from "./fit-forest.js";
import { type FlatForest, LEAF } from "./flat-forest.js";
import { RandomForestParams, RandomForestRegressorParams } from "./forest-params.js";

interface Node {
  readonly feature: string | null;
  readonly threshold: number | null;
  readonly n: number;
  readonly counts?: readonly number[];
  readonly value?: number;
}
interface Tree {
  readonly nodes: readonly Node[];
  readonly importances?: readonly number[];
}
interface Models {
  readonly inputFile: string;
  readonly params: { readonly columns: string[]; readonly trainEnd: number };
  readonly expected: Record<string, Tree>;
}

const oracle = readOracle<Models>("sklearn-models-btcusdt-1h.json");

it.runIf(oracle === undefined)("compares trees with scikit-learn's", () => console.log(noOracles));

const ONE_TREE = { trees: 1, bootstrap: false, maxFeatures: "all" } as const;

let table: Record<string, Float64Array> | undefined;

function training() {
  const { params, inputFile } = oracle!;
  table ??= readTable(inputFile);
  const cells = table;
  const { columns, trainEnd } = params;
  const x = matrixOf(Array.from({ length: trainEnd }, (_, i) => columns.map((name) => cells[name]![i]!)));
  return { x, columns, weights: null, y: cells.y!.slice(0, trainEnd), returns: cells.fwd12!.slice(0, trainEnd) };
}

interface Listed {
  readonly feature: string | null;
  readonly threshold: number;
  readonly rows: readonly number[];
}

/** A tree as the reference lists it, in order of depth first, with the rows that reach each node. */
function listed(
  forest: FlatForest,
  x: Matrix,
  columns: readonly string[],
  rows: readonly number[],
  node = 0,
): Listed[] {
  const { feature, threshold, child } = forest;
  if (feature[node] === LEAF) return [{ feature: null, threshold: 0, rows }];
  const asked = feature[node]!;
  const next = child[node]!;
  const goesLeft = (row: number) => x.data[row * x.columns + asked]! <= threshold[node]!;
  return [
    { feature: columns[asked]!, threshold: threshold[node]!, rows },
    ...listed(forest, x, columns, rows.filter(goesLeft), next),
    ...listed(
      forest,
      x,
      columns,
      rows.filter((row) => !goesLeft(row)),
      next + 1,
    ),
  ];
}

/** @returns the columns that take the place of others at splits that are exactly as good, both names. */
function expectSameTree(forest: FlatForest, x: Matrix, columns: readonly string[], tree: Tree, y?: Float64Array) {
  const own = listed(forest, x, columns, [...Array(x.rows).keys()]);
  const ties: string[] = [];
  expect(own.length, "nodes").toBe(tree.nodes.length);
  const counts = own.map(({ rows }) =>
    [0, 1].map((k) => (y === undefined ? 0 : rows.filter((row) => y[row] === k).length)),
  );
  for (let i = 0; i < own.length; i++) {
    const { feature, threshold, rows } = own[i]!;
    const wanted = tree.nodes[i]!;
    expect(rows.length, `rows of node ${i}`).toBe(wanted.n);
    if (wanted.counts !== undefined) expect(counts[i], `classes of node ${i}`).toEqual(wanted.counts);
    if (feature !== wanted.feature) {
      const sides = [counts[i + 1]!, counts[i + 2]!].map(String).sort();
      const theirs = [tree.nodes[i + 1]!.counts!, tree.nodes[i + 2]!.counts!].map(String).sort();
      expect(sides, `the two leaves of node ${i}, on either side`).toEqual(theirs);
      ties.push(feature!, wanted.feature!);
      i += 2;
      continue;
    }
    const limit = 1e-6 * Math.abs(wanted.threshold ?? 0);
    expect(Math.abs(threshold - (wanted.threshold ?? 0)), `threshold of node ${i}`).toBeLessThanOrEqual(limit);
  }
  return ties;
}

it.skipIf(oracle === undefined).each([
  ["DecisionTreeGini_depth1", { maxDepth: 1 }],
  ["DecisionTreeGini_depth2", { maxDepth: 2 }],
  ["DecisionTreeGini_depth3", { maxDepth: 3 }],
  ["DecisionTreeGini_depth4", { maxDepth: 4 }],
  ["DecisionTreeEntropy_depth3_leaf50", { maxDepth: 3, minSamplesLeaf: 50, criterion: "entropy" }],
] as const)("grows %s node by node, where each distinct value has a bin of its own", (name, own) => {
  const { x, columns, y } = training();
  const data = { x, y, columns, weights: null, task: "classification", classes: ["DOWN", "UP"] } as const;
  const params = RandomForestParams.parse({ ...ONE_TREE, ...own });
  const tree = oracle!.expected[name]!;
  const { forest, importances } = fitClassForest("cart", data, params, { seed: 1 }, EXACT);
  const ties = expectSameTree(forest, x, columns, tree, y);
  expect(ties.length, "splits where the reference took another of two equal columns").toBeLessThanOrEqual(2);
  if (ties.length > 0) return;
  tree.importances?.forEach((share, j) => {
    expect(importances![j], `importance of ${columns[j]}`).toBeCloseTo(share, 9);
  });
});

it.skipIf(oracle === undefined)("grows the regression tree node by node, leaves included", () => {
  const { x, columns, returns } = training();
  const data = { x, y: returns, columns, weights: null, task: "regression", classes: [] } as const;
  const params = RandomForestRegressorParams.parse({ ...ONE_TREE, maxDepth: 3 });
  const tree = oracle!.expected.DecisionTreeRegressor_depth3!;
  const { forest } = fitValueForest("cart", data, params, { seed: 1 }, EXACT);
  expect(expectSameTree(forest, x, columns, tree)).toEqual([]);
  const leaves = tree.nodes.filter(({ feature }) => feature === null).map(({ value }) => value!);
  expect(forest.leaf.length).toBe(leaves.length);
  for (const value of forest.leaf) expect(leaves.some((leaf) => Math.abs(leaf - value) <= 1e-12)).toBe(true);
});

it.skipIf(oracle === undefined)(
  "with 256 bins asks the same first question, within a bin of the exact threshold",
  () => {
    const { x, columns, y } = training();
    const data = { x, y, columns, weights: null, task: "classification", classes: ["DOWN", "UP"] } as const;
    const params = RandomForestParams.parse({ ...ONE_TREE, maxDepth: 1 });
    const { forest } = fitClassForest("cart", data, params, { seed: 1 });
    const [root] = oracle!.expected.DecisionTreeGini_depth1!.nodes;
    const column = columns.indexOf(root!.feature!);
    expect(columns[forest.feature[0]!]).toBe(root!.feature);
    let between = 0;
    const [low, high] = [forest.threshold[0]!, root!.threshold!].sort((a, b) => a - b);
    for (let i = 0; i < x.rows; i++) {
      const value = x.data[i * x.columns + column]!;
      if (value > low! && value <= high!) between++;
    }
    expect(between, "rows between the two thresholds").toBeLessThanOrEqual(Math.ceil(x.rows / 256));
  },
);
