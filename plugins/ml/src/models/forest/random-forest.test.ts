import fc from "fast-check";
import { expect, it } from "vitest";
import { bandSet, gaussianRows, setOf, xorSet } from "../../../test/forest-sets.js";
import { matrixOf } from "../../matrix.js";
import type { Classifier, TrainingSet } from "../model.js";
import { randomForest } from "./random-forest.js";

const fit = (data: TrainingSet, params: Record<string, unknown> = {}, seed = 1) =>
  randomForest.fit(data, randomForest.params.parse(params), { seed });

const bytes = (model: Classifier) => {
  const { arrays, meta } = model.toArtifact();
  return { meta, arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, [...array]])) };
};

function accuracy(model: Classifier, { x, y }: TrainingSet): number {
  const width = model.classes.length;
  const shares = model.predictProba(x);
  const right = [...y].filter((label, i) => {
    const row = shares.subarray(i * width, (i + 1) * width);
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / y.length;
}

it("learns XOR, of which no column alone says anything", () => {
  const model = fit(xorSet(1_000, 1), { maxFeatures: "all" });
  expect(accuracy(model, xorSet(500, 2))).toBeGreaterThan(0.93);
  const [a, b, ...noise] = model.importances!;
  expect(Math.min(a!, b!)).toBeGreaterThan(5 * Math.max(...noise));
});

it("makes a first split that gains nothing, as XOR needs", () => {
  const corners = setOf([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]); // biome-ignore format: a table
  const model = fit(corners, { trees: 1, bootstrap: false, maxFeatures: "all" });
  expect(accuracy(model, corners)).toBe(1);
});

it.each(["gini", "entropy"] as const)("learns three classes by %s", (criterion) => {
  const model = fit(bandSet(1_500, 1), { criterion, minSamplesLeaf: 5 });
  expect(accuracy(model, bandSet(500, 2)), "one label of ten is wrong").toBeGreaterThan(0.85);
  expect(model.importances![0]).toBeGreaterThan(0.7);
});

it("gives probabilities that sum to 1, and importances that do", () => {
  const model = fit(bandSet(300, 1), { trees: 20 });
  const shares = model.predictProba(bandSet(100, 2).x);
  for (let at = 0; at < shares.length; at += 3)
    expect(Math.abs(shares[at]! + shares[at + 1]! + shares[at + 2]! - 1)).toBeLessThanOrEqual(1e-15);
  expect(model.importances!.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
});

it("gives the same artifact byte for byte for the same seed, and another for another", () => {
  const data = bandSet(400, 1);
  expect(bytes(fit(data, { trees: 10 }, 7))).toEqual(bytes(fit(data, { trees: 10 }, 7)));
  expect(bytes(fit(data, { trees: 10 }, 7))).not.toEqual(bytes(fit(data, { trees: 10 }, 8)));
});

it("grows trees that do not depend on one another: the first five of ten are those of a forest of five", () => {
  const data = bandSet(400, 1);
  const five = bytes(fit(data, { trees: 5 })).arrays;
  const ten = bytes(fit(data, { trees: 10 })).arrays;
  for (const name of ["roots", "feature", "threshold", "child", "leaf"])
    expect(ten[name]!.slice(0, five[name]!.length), name).toEqual(five[name]);
});

it("takes a weight of two for a row that stands twice, and 0 for one that is not there", () => {
  const { x, y } = bandSet(120, 3);
  const rows = Array.from({ length: x.rows }, (_, i) => [...x.data.subarray(i * x.columns, (i + 1) * x.columns)]);
  const names = ["SHORT", "FLAT", "LONG"];
  const weights = rows.map((_, i) => i % 3);
  const repeated = rows.flatMap((row, i) => new Array<number[]>(weights[i]!).fill(row));
  const labels = rows.flatMap((_, i) => new Array<number>(weights[i]!).fill(y[i]!));
  const params = { trees: 1, bootstrap: false, maxFeatures: "all", maxDepth: null };
  const weighed = fit(setOf(rows, y, names, weights), params);
  const doubled = fit(setOf(repeated, labels, names), params);
  const asked = bandSet(500, 4).x;
  expect(weighed.predictProba(asked)).toEqual(doubled.predictProba(asked));
  expect(weighed.importances).toEqual(doubled.importances);
});

it("scales with class weights: a leaf holds weighted shares", () => {
  const rows = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((value) => [value]);
  const y = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2];
  const data = setOf(rows, y, ["SHORT", "FLAT", "LONG"]);
  const asked = matrixOf([[0]]);
  const shares = (classWeights: unknown) => [
    ...fit(data, { trees: 1, bootstrap: false, classWeights }).predictProba(asked),
  ];
  shares("balanced").forEach((share) => {
    expect(share, "balanced classes weigh alike").toBeCloseTo(1 / 3, 6);
  });
  [0.6, 0.3, 0.1].forEach((share, k) => {
    expect(shares(null)[k]).toBeCloseTo(share, 6);
  });
  [6 / 19, 3 / 19, 10 / 19].forEach((share, k) => {
    expect(shares({ LONG: 10 })[k]).toBeCloseTo(share, 6);
  });
});

it("keeps minSamplesLeaf, minSamplesSplit and maxDepth", () => {
  const data = xorSet(300, 5);
  const params = { trees: 5, bootstrap: false, outOfBag: false };
  const leaves = (own: Record<string, unknown>) => {
    const model = fit(data, { ...params, ...own });
    const probabilities = model.predictProba(data.x);
    return { model, probabilities };
  };
  expect(leaves({ maxDepth: 1 }).model.facts.leaves).toBe(10);
  expect(leaves({ maxDepth: 3 }).model.facts.leaves).toBeLessThanOrEqual(40);
  expect(leaves({ minSamplesLeaf: 100 }).model.facts.leaves).toBeLessThanOrEqual(15);
  expect(leaves({ minSamplesLeaf: 151 }).model.facts.leaves, "two sides of 151 are more than 300 rows").toBe(5);
  expect(leaves({ minSamplesSplit: 301 }).model.facts.leaves).toBe(5);
});

it("stops splitting where impurity falls by too little", () => {
  const data = setOf([[0], [0], [1], [1]], [0, 1, 1, 1]);
  const leaves = (minImpurityDecrease: number) =>
    fit(data, { trees: 1, bootstrap: false, minImpurityDecrease }).facts.leaves;
  // 0.375 before, half the weight at 0.5 after: a decrease of 0.125
  expect(leaves(0.1249)).toBe(2);
  expect(leaves(0.1251)).toBe(1);
  const threeClasses = setOf([[0], [0], [1], [1]], [0, 1, 1, 1], ["A", "B", "C"]);
  const other = (minImpurityDecrease: number) =>
    fit(threeClasses, { trees: 1, bootstrap: false, minImpurityDecrease }).facts.leaves;
  expect([other(0.1249), other(0.1251)], "three names, two of them seen").toEqual([2, 1]);
});

it("looks past columns that are constant, and answers with the shares of classes where all are", () => {
  const rows = gaussianRows(200, 1, 1).map(([value]) => [1, 2, 3, 4, 5, 6, 7, 8, value!]);
  const data = setOf(
    rows,
    rows.map((row) => (row[8]! > 0 ? 1 : 0)),
  );
  const model = fit(data, { maxFeatures: 1, trees: 20, minSamplesLeaf: 2 });
  expect(accuracy(model, data)).toBeGreaterThan(0.98);
  expect([...model.importances!]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  const constant = setOf([[1], [1], [1], [1]], [0, 1, 1, 1]);
  const leaf = fit(constant, { trees: 3, bootstrap: false });
  expect(leaf.importances, "without a split no column counted").toBeNull();
  expect([...leaf.predictProba(matrixOf([[9]]))]).toEqual([0.25, 0.75]);
});

it("is not moved by a column's scale, nor by which columns stand beside it when it looks at all", () => {
  const data = xorSet(300, 6, 0);
  const params = { trees: 5, bootstrap: false, maxFeatures: "all" };
  const scaled = { ...data, x: { ...data.x, data: data.x.data.map((value) => value * 1024) } };
  expect(fit(scaled, params).predictProba(scaled.x)).toEqual(fit(data, params).predictProba(data.x));
});

it("scores out of bag about what it scores on new rows, where rows are independent", () => {
  const model = fit(bandSet(1_000, 1), { minSamplesLeaf: 5 });
  expect(model.facts.outOfBagRows).toBe(1_000);
  expect(Math.abs((model.facts.outOfBagAccuracy as number) - accuracy(model, bandSet(2_000, 2)))).toBeLessThan(0.04);
  expect(fit(bandSet(50, 1), { bootstrap: false }).facts).not.toHaveProperty("outOfBagAccuracy");
});

it("learns fewer rows a tree where maxSamples asks for it", () => {
  const data = xorSet(1_000, 1);
  const all = fit(data, { trees: 10, maxDepth: null }).facts.leaves as number;
  expect(fit(data, { trees: 10, maxDepth: null, maxSamples: 0.1 }).facts.leaves).toBeLessThan(all / 4);
  expect(randomForest.params.safeParse({ maxSamples: 0.5, bootstrap: false }).success).toBe(false);
});

it("stops after a whole tree when time is up, and says so", () => {
  let time = 0;
  const now = () => time;
  const done: number[] = [];
  const onProgress = (share: number) => {
    done.push(share);
    time += 10;
  };
  const params = randomForest.params.parse({ trees: 10 });
  const context = { seed: 1, now, timeLimitMs: 25, onProgress };
  const stopped = randomForest.fit(bandSet(100, 1), params, context);
  expect(stopped.facts).toMatchObject({ trees: 3, stoppedEarly: true });
  expect(done).toEqual([0.1, 0.2, 0.3]);
  expect(stopped.predictProba(bandSet(10, 2).x)).toEqual(
    fit(bandSet(100, 1), { trees: 3 }).predictProba(bandSet(10, 2).x),
  );
  expect(fit(bandSet(100, 1), { trees: 3 }).facts.stoppedEarly).toBe(false);
});

it("writes to the array it is given, and refuses another shape", () => {
  const model = fit(bandSet(100, 1), { trees: 3 });
  const out = new Float64Array(3).fill(9);
  expect(model.predictProba(matrixOf([[0, 0, 0, 0]]), out)).toBe(out);
  expect(out).toEqual(model.predictProba(matrixOf([[0, 0, 0, 0]])));
  expect(() => model.predictProba(matrixOf([[0, 0]]))).toThrow(expect.objectContaining({ code: "BAD_SHAPE" }));
  expect(() => model.predictProba(matrixOf([[0, 0, 0, 0]]), new Float64Array(2))).toThrow("out holds 2");
  const longer = model.predictProba(matrixOf([[0, 0, 0, 0]]), new Float64Array(6).fill(9));
  expect([...longer.subarray(3)], "what lies behind is left alone").toEqual([9, 9, 9]);
});

it.each([
  ["one class only", setOf([[1], [2]], [1, 1])],
  ["one class with a weight", setOf([[1], [2]], [0, 1], ["DOWN", "UP"], [0, 1])],
  ["one row", setOf([[1]], [0])],
  ["no rows", setOf([], [])],
  ["a value that is not finite", setOf([[1], [NaN]], [0, 1])],
  ["a regression", setOf([[1], [2]], [0, 1], [])],
] as const)("refuses %s", (_, data) => {
  expect(() => fit(data)).toThrow(expect.objectContaining({ code: "BAD_TRAINING_SET" }));
});

it("refuses parameters by name", () => {
  expect(randomForest.params.safeParse({ tress: 5 }).success).toBe(false);
  expect(randomForest.params.safeParse({ maxDepth: 65 }).success).toBe(false);
  expect(randomForest.params.parse({})).toMatchObject({
    trees: 100,
    maxDepth: 10,
    maxFeatures: "sqrt",
    bootstrap: true,
  });
});

it("fits any small set of two classes, and answers with probabilities", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.float({ noNaN: true, noDefaultInfinity: true })), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      rows,
      fc.nat(),
      fc.constantFrom(1, 2, 5),
      fc.constantFrom("gini", "entropy"),
      (values, seed, leaf, criterion) => {
        const y = values.map((_, i) => (i === 0 ? 0 : i === 1 ? 1 : (seed >> (i % 20)) & 1));
        const data = setOf(values, y);
        const model = fit(data, { trees: 3, maxDepth: null, minSamplesLeaf: leaf, criterion }, seed);
        for (const share of model.predictProba(data.x)) expect(share >= 0 && share <= 1).toBe(true);
        randomForest.fromArtifact(model.toArtifact());
      },
    ),
  );
});
