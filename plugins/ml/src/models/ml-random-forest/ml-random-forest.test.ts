import { RandomForestClassifier, RandomForestRegression } from "ml-random-forest";
import { expect, it } from "vitest";
import { bandSet, curveSet, setOf, xorSet } from "../../../test/forest-sets.js";
import { type Matrix, matrixOf } from "../../matrix.js";
import { BadArtifactError, type Classifier, type Regressor } from "../model.js";
import { importMlRandomForest, importMlRandomForestRegressor } from "./import-forest.js";
import { mlRandomForest } from "./ml-random-forest.js";

const rowsOf = ({ rows, columns, data }: Matrix) =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);

const classes = ["SHORT", "FLAT", "LONG"];
const options = {
  nEstimators: 9,
  maxFeatures: 3,
  replacement: true,
  seed: 5,
  noOOB: true,
  treeOptions: { maxDepth: 6, minNumSamples: 3, gainThreshold: 0 },
};

const bands = bandSet(150, 1);
const forest = new RandomForestClassifier(options);
forest.train(rowsOf(bands.x), [...bands.y]);

/** Split values of all trees, by column of the input. */
function splits(json: unknown): [number, number][] {
  interface Node {
    splitColumn: number;
    splitValue: number;
    left?: Node;
    right?: Node;
  }
  const { baseModel } = JSON.parse(JSON.stringify(json)) as {
    baseModel: { indexes: number[][]; estimators: { root: Node }[] };
  };
  const found: [number, number][] = [];
  baseModel.estimators.forEach(({ root }, t) => {
    const waiting = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.left === undefined || node.right === undefined) continue;
      found.push([baseModel.indexes[t]![node.splitColumn]!, node.splitValue]);
      waiting.push(node.left, node.right);
    }
  });
  return found;
}

/** New rows, and rows at the thresholds of the trees and one step to either side. */
function asked(json: unknown, columns: number): number[][] {
  const edges = splits(json).flatMap(([column, value]) =>
    [Math.fround(value), Math.fround(value * (1 + 1e-7)), Math.fround(value * (1 - 1e-7))].map((x) =>
      Array.from({ length: columns }, (_, j) => (j === column ? x : Math.fround(0.1 * j))),
    ),
  );
  return [...rowsOf(bandSet(300, 2).x).map((row) => row.slice(0, columns)), ...edges];
}

it("answers as the package does, row for row, also at the thresholds of its trees", () => {
  const json = forest.toJSON();
  const rows = asked(json, 4);
  const model = importMlRandomForest(json, { classes, columns: 4 });
  const shares = model.predictProba(matrixOf(rows));
  const votes = forest.predictionValues(rows).to2DArray();
  const answers = forest.predict(rows);
  let ties = 0;
  rows.forEach((_, i) => {
    const own = [...shares.subarray(3 * i, 3 * i + 3)];
    const theirs = classes.map((_, k) => votes[i]!.filter((vote) => vote === k).length / 9);
    own.forEach((share, k) => {
      expect(share, `votes of row ${i} for class ${k}`).toBeCloseTo(theirs[k]!, 12);
    });
    const most = theirs.filter((share) => share === Math.max(...theirs)).length;
    if (most > 1) ties++;
    else expect(own.indexOf(Math.max(...own)), `row ${i}`).toBe(answers[i]);
  });
  expect(rows.length).toBeGreaterThan(500);
  expect(ties, "classes with as many votes share the largest probability").toBeLessThan(rows.length / 5);
});

it("sends a value that equals a split value right, as the package does", () => {
  const small = new RandomForestClassifier({ ...options, nEstimators: 1, maxFeatures: 1, useSampleBagging: false });
  small.train([[0], [0], [1], [1], [1]], [0, 0, 1, 1, 1]);
  const model = importMlRandomForest(small.toJSON(), { classes: ["A", "B"], columns: 1 });
  const rows = [[0.5], [0.5 - 2 ** -25], [0.4]];
  expect(small.predict(rows)).toEqual([1, 0, 0]);
  expect([...model.predictProba(matrixOf(rows))]).toEqual([0, 1, 1, 0, 1, 0]);
});

it("reads the model from its file as well as from the package's objects", () => {
  const json = forest.toJSON();
  const parsed: unknown = JSON.parse(JSON.stringify(json));
  const shape = { classes, columns: 4 };
  expect(importMlRandomForest(parsed, shape).toArtifact()).toEqual(importMlRandomForest(json, shape).toArtifact());
});

it("answers as the package's regressor does", () => {
  const data = curveSet(100, 1);
  const regressor = new RandomForestRegression({ ...options, maxFeatures: 1, selectionMethod: "mean" });
  regressor.train(rowsOf(data.x), [...data.y]);
  const rows = asked(regressor.toJSON(), 4);
  const values = importMlRandomForestRegressor(regressor.toJSON(), { columns: 4 }).predict(matrixOf(rows));
  regressor.predict(rows).forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 10);
  });
});

it("trains the package as a family: the same seed gives the same parts, and they are read back", async () => {
  const params = mlRandomForest.params.parse({ nEstimators: 3, maxFeatures: 0.8 });
  const data = xorSet(80, 1);
  const [one, same, other] = await Promise.all(
    [1, 1, 2].map((seed) => mlRandomForest.fit(data, params, { seed }) as Promise<Classifier>),
  );
  expect(one!.toArtifact()).toEqual(same!.toArtifact());
  expect(one!.toArtifact()).not.toEqual(other!.toArtifact());
  expect(one).toMatchObject({ family: "ml-random-forest", classes: ["DOWN", "UP"], columns: 5, importances: null });
  const again = mlRandomForest.fromArtifact(one!.toArtifact()) as Classifier;
  expect(again.predictProba(data.x)).toEqual(one!.predictProba(data.x));
  const curve = curveSet(60, 1);
  const values = (await mlRandomForest.fit(curve, params, { seed: 1 })) as Regressor;
  expect((mlRandomForest.fromArtifact(values.toArtifact()) as Regressor).predict(curve.x)).toEqual(
    values.predict(curve.x),
  );
});

it.each([
  ["weights", setOf([[1], [2]], [0, 1], ["A", "B"], [1, 2]), {}, "it knows no weights"],
  ["one class", setOf([[1], [2]], [0, 0]), {}, "one class"],
  ["more columns than there are", setOf([[1], [2]], [0, 1]), { maxFeatures: 2 }, "maxFeatures is 2, there are 1"],
  ["a share of less than a column", setOf([[1], [2]], [0, 1]), { maxFeatures: 0.5 }, "less than one of 1 columns"],
])("refuses to train on %s", async (_, data, params, message) => {
  const fitted = mlRandomForest.fit(data, mlRandomForest.params.parse(params), { seed: 1 });
  await expect(fitted).rejects.toThrow(expect.objectContaining({ code: "BAD_TRAINING_SET" }));
  await expect(fitted).rejects.toThrow(message);
});

const leaf = { distribution: [[0.2, 0.8]] };
const split = { splitColumn: 0, splitValue: 0.5, left: leaf, right: leaf };
const modelOf = (root: unknown, indexes: unknown = [[0]]) => ({
  name: "RFClassifier",
  baseModel: { indexes, estimators: [{ root }] },
});
const chain = (levels: number): unknown => (levels === 0 ? leaf : { ...split, left: chain(levels - 1) });

it("imports the smallest of models, and a tree of 64 levels", () => {
  const shape = { classes: ["A", "B"], columns: 1 };
  expect([...importMlRandomForest(modelOf(split), shape).predictProba(matrixOf([[0]]))]).toEqual([0, 1]);
  expect(importMlRandomForest(modelOf(chain(64)), shape).facts.leaves).toBe(65);
});

it.each([
  ["nothing", null, "not the toJSON() of a classifier"],
  ["a regressor", { ...modelOf(split), name: "RFRegression" }, "not the toJSON() of a classifier"],
  ["no trees", { name: "RFClassifier", baseModel: { indexes: [], estimators: [] } }, "no trees"],
  ["lists of different length", modelOf(split, []), "equal length"],
  [
    "a tree that is none",
    { name: "RFClassifier", baseModel: { indexes: [[0]], estimators: [7] } },
    "tree 0 is not a tree",
  ],
  ["a node that is none", modelOf({ ...split, left: 3 }), "tree 0, level 1: a node is 3"],
  ["a leaf without shares", modelOf({}), "tree 0, level 0 is neither a split nor a leaf"],
  ["a share that is no number", modelOf({ distribution: [["x"]] }), "holds the share"],
  ["a class too many", modelOf({ distribution: [[0, 0, 1]] }), "votes for class 2, of which there are 2"],
  ["a column that was not drawn", modelOf({ ...split, splitColumn: 1 }), "splits column 1"],
  ["a column beyond the input", modelOf(split, [[1]]), "splits column 0"],
  ["a split at no number", modelOf({ ...split, splitValue: null }), "splits at null"],
  ["a split below all numbers", modelOf({ ...split, splitValue: -1e300 }), "splits at -1e+300"],
  ["a tree too deep", modelOf(chain(65)), "deeper than 64 levels"],
])("refuses to import %s", (_, json, message) => {
  const read = () => importMlRandomForest(json, { classes: ["A", "B"], columns: 1 });
  expect(read).toThrow(BadArtifactError);
  expect(read).toThrow(message);
});

it("refuses a model of itself, and a regressor that answers with a median", () => {
  const loop: Record<string, unknown> = { name: "RFClassifier" };
  loop.baseModel = loop;
  expect(() => importMlRandomForest(loop, { classes, columns: 1 })).toThrow("the model is not JSON");
  const median = { ...modelOf({ distribution: 1 }), name: "RFRegression", selectionMethod: "median" };
  expect(() => importMlRandomForestRegressor(median, { columns: 1 })).toThrow('takes the "median"');
});
