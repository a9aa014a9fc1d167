import fc from "fast-check";
import { expect, it } from "vitest";
import { copyOf, damaged } from "../../../test/artifact-damage.js";
import { bandSet, curveSet, gaussianRows, setOf, xorSet } from "../../../test/forest-sets.js";
import { matrixOf } from "../../matrix.js";
import { BadArtifactError, type Classifier, type Model, type Regressor, type TrainingSet } from "../model.js";
import { gradientBoosting } from "./gradient-boosting.js";

const fit = (data: TrainingSet, params: Record<string, unknown> = {}, seed = 1) =>
  gradientBoosting.fit(data, gradientBoosting.params.parse(params), { seed });
const classify = (data: TrainingSet, params?: Record<string, unknown>) => fit(data, params) as Classifier;
const regress = (data: TrainingSet, params?: Record<string, unknown>) => fit(data, params) as Regressor;

function accuracy(model: Classifier, { x, y }: TrainingSet): number {
  const width = model.classes.length;
  const shares = model.predictProba(x);
  const right = [...y].filter((label, i) => {
    const row = shares.subarray(i * width, (i + 1) * width);
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / y.length;
}

it("learns XOR, three classes, and a curve", () => {
  expect(accuracy(classify(xorSet(1_000, 1)), xorSet(500, 2))).toBeGreaterThan(0.93);
  expect(accuracy(classify(bandSet(1_000, 1), { rounds: 50 }), bandSet(500, 2))).toBeGreaterThan(0.85);
  const test = curveSet(500, 2);
  const predicted = regress(curveSet(2_000, 1)).predict(test.x);
  const error = test.y.reduce((sum, value, i) => sum + (value - predicted[i]!) ** 2, 0);
  expect(error / test.y.reduce((sum, value) => sum + value ** 2, 0)).toBeLessThan(0.05);
});

it("starts from the mean, and from the shares of the classes", () => {
  const rows = [[1], [1], [1], [1]];
  const asked = matrixOf([[1]]);
  expect([...regress(setOf(rows, [1, 2, 3, 6], [])).predict(asked)]).toEqual([3]);
  const [down, up] = classify(setOf(rows, [0, 1, 1, 1])).predictProba(asked);
  expect([down, up].map((share) => share!.toFixed(12))).toEqual(["0.250000000000", "0.750000000000"]);
  const three = classify(setOf(rows, [0, 1, 1, 2], ["A", "B", "C"])).predictProba(asked);
  [0.25, 0.5, 0.25].forEach((share, k) => {
    expect(three[k]).toBeCloseTo(share, 12);
  });
});

it("takes one Newton step a leaf: by hand, for one round of one split", () => {
  const rows = [[0], [0], [1], [1]];
  const params = { rounds: 1, learningRate: 0.5, minSamplesLeaf: 1, l2: 1 };
  // residuals −2 and 2 on either side of the mean 2, two rows each: 0.5 × ±4 / (2 + 1)
  const values = regress(setOf(rows, [0, 0, 4, 4], []), params).predict(matrixOf([[0], [1]]));
  expect([...values]).toEqual([2 - 2 / 3, 2 + 2 / 3]);
  // from even odds: G = ±1, H = 2 × 0.25
  const [, low] = classify(setOf(rows, [0, 0, 1, 1]), params).predictProba(matrixOf([[0]]));
  expect(low).toBeCloseTo(1 / (1 + Math.exp((0.5 * 1) / (0.5 + 1))), 12);
});

it("takes a weight of two for a row that stands twice", () => {
  const rows = gaussianRows(80, 2, 1);
  const y = rows.map(([a, b]) => a! + b! ** 2);
  const weights = rows.map((_, i) => 1 + (i % 2));
  const twice = rows.flatMap((row, i) => new Array<number[]>(weights[i]!).fill(row));
  const labels = rows.flatMap((_, i) => new Array<number>(weights[i]!).fill(y[i]!));
  const params = { minSamplesLeaf: 1, rounds: 20 };
  const asked = matrixOf(rows);
  const weighed = regress(setOf(rows, y, [], weights), params).predict(asked);
  regress(setOf(twice, labels, []), params)
    .predict(asked)
    .forEach((value, i) => {
      expect(weighed[i]).toBeCloseTo(value, 9);
    });
});

it("gives the same parts for the same seed, also where rows and columns are drawn", () => {
  const data = bandSet(300, 1);
  const params = { rounds: 10, subsample: 0.5, maxFeatures: "sqrt" };
  expect(fit(data, params, 3).toArtifact()).toEqual(fit(data, params, 3).toArtifact());
  expect(fit(data, params, 3).toArtifact()).not.toEqual(fit(data, params, 4).toArtifact());
});

it("stops early only by the last training rows, and keeps the rounds up to their lowest loss", () => {
  const data = bandSet(400, 1);
  const params = { rounds: 200, learningRate: 0.3, minSamplesLeaf: 5 };
  expect(fit(data, params).facts).toMatchObject({ rounds: 200, stoppedBy: "rounds" });
  const stopped = classify(data, { ...params, validationFraction: 0.25, validationGap: 10, patience: 5 });
  expect(stopped.facts).toMatchObject({ stoppedBy: "validation", stoppedEarly: false, validationRows: 100 });
  expect(stopped.facts.rounds).toBeLessThan(100);
  const learnt = setOf(
    Array.from({ length: 290 }, (_, i) => [...data.x.data.subarray(i * 4, (i + 1) * 4)]),
    data.y.subarray(0, 290),
    data.classes,
  );
  const same = classify(learnt, { ...params, rounds: stopped.facts.rounds });
  expect(stopped.predictProba(data.x), "rows held back, and the gap before them, are not learnt").toEqual(
    same.predictProba(data.x),
  );
});

it("reports the loss over the rows held back", () => {
  const data = xorSet(400, 1);
  const model = classify(data, { rounds: 30, validationFraction: 0.25 });
  const shares = model.predictProba(data.x);
  let loss = 0;
  for (let i = 300; i < 400; i++) loss -= Math.log(shares[2 * i + data.y[i]!]!) / 100;
  expect(model.facts.validationLoss).toBeCloseTo(loss, 10);
});

it("stops after a whole round when time is up", () => {
  let time = 0;
  const onProgress = () => {
    time += 10;
  };
  const context = { seed: 1, now: () => time, timeLimitMs: 25, onProgress };
  const model = gradientBoosting.fit(bandSet(100, 1), gradientBoosting.params.parse({}), context);
  expect(model.facts).toMatchObject({ rounds: 3, stoppedEarly: true, stoppedBy: "time" });
  expect((model as Classifier).predictProba(bandSet(10, 1).x)).toEqual(
    classify(bandSet(100, 1), { rounds: 3 }).predictProba(bandSet(10, 1).x),
  );
});

it("balances classes", () => {
  const rows = gaussianRows(200, 1, 1);
  const rare = setOf(rows, rows.map((_, i) => (i % 10 === 0 ? 1 : 0))); // biome-ignore format: one thing
  const mean = (model: Classifier) =>
    model.predictProba(rare.x).reduce((sum, share, i) => sum + (i % 2) * share, 0) / 200;
  const params = { rounds: 1, learningRate: 0.01 };
  expect(mean(classify(rare, params))).toBeCloseTo(0.1, 2);
  expect(mean(classify(rare, { ...params, classWeights: "balanced" }))).toBeCloseTo(0.5, 2);
});

it.each([
  ["one class only", setOf([[1], [2]], [1, 1]), {}],
  ["one class before the rows held back", setOf([[1], [2], [3], [4]], [0, 0, 0, 1]), { validationFraction: 0.25 }],
  ["too few rows to hold any back", setOf([[1], [2]], [0, 1]), { validationFraction: 0.2 }],
  [
    "a gap that leaves nothing to learn",
    setOf([[1], [2], [3], [4]], [0, 1, 0, 1]),
    { validationFraction: 0.5, validationGap: 2 },
  ],
  ["weights of classes for values", setOf([[1], [2]], [0, 1], []), { classWeights: "balanced" }],
])("refuses %s", (_, data, params) => {
  expect(() => fit(data, params)).toThrow(expect.objectContaining({ code: "BAD_TRAINING_SET" }));
});

const models: [string, Model, TrainingSet][] = (
  [
    ["two classes", xorSet(80, 1)],
    ["three classes", bandSet(80, 1)],
    ["values", curveSet(80, 1)],
  ] as const
).map(([name, data]) => [name, fit(data, { rounds: 3, minSamplesLeaf: 5 }), data]);

const answers = (model: Model, { x }: TrainingSet) =>
  model.task === "classification" ? model.predictProba(x) : model.predict(x);

it.each(models)("gives back a model of %s from its parts", (_, model, data) => {
  const again = gradientBoosting.fromArtifact(copyOf(model.toArtifact()));
  expect(answers(again, data)).toEqual(answers(model, data));
  expect(again.toArtifact()).toEqual(model.toArtifact());
});

it.each(models)("makes of damaged parts of %s a sound model or a BadArtifactError, nothing else", (_, model, data) => {
  fc.assert(
    fc.property(damaged(model.toArtifact()), (parts) => {
      let read: Model;
      try {
        read = gradientBoosting.fromArtifact(parts);
      } catch (error) {
        expect(error).toBeInstanceOf(BadArtifactError);
        return;
      }
      for (const answer of answers(read, data)) expect(Number.isFinite(answer)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it("refuses trees that are not whole rounds", () => {
  const [, model] = models[1]!;
  const { arrays, ...rest } = model.toArtifact();
  const { roots, feature, threshold, child, leaf } = arrays;
  const end = roots![8]!;
  const leaves = [...feature!.subarray(0, end)].filter((column) => column === 0xffff).length;
  const cut = {
    ...rest,
    meta: { ...rest.meta, trees: 8, nodes: end, leaves },
    arrays: {
      ...arrays,
      roots: roots!.slice(0, 8),
      feature: feature!.slice(0, end),
      threshold: threshold!.slice(0, end),
      child: child!.slice(0, end),
      leaf: leaf!.slice(0, leaves),
    },
  };
  expect(() => gradientBoosting.fromArtifact(cut)).toThrow("8 trees are not whole rounds of 3");
});
