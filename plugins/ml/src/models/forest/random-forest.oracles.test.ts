import { expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../../test/oracle-files.js";
import { type Matrix, matrixOf, takeRows } from "../../matrix.js";
import type { Classifier, TrainingSet } from "../model.js";
import { randomForest } from "./random-forest.js";

interface Range {
  readonly mean: number;
  readonly std: number;
}
interface Scores {
  readonly accuracy: Range;
  readonly rocAuc: Range;
  readonly oob: Range;
  readonly baseline?: { readonly accuracyOfTrainMajority: number };
  readonly giniImportanceMeanOf5?: readonly number[];
  readonly inputFile?: string;
}
interface Yardstick {
  readonly inputFile: string;
  readonly params: { readonly trainEnd: number; readonly testStart: number; readonly n: number };
  readonly expected: Record<"realData_slice" | "realData_volatilityTarget" | "synthetic" | "synthetic3class", Scores>;
}

const oracle = readOracle<Yardstick>("sklearn-random-forest-btcusdt-1h.json");
it.runIf(oracle === undefined)("compares forests with scikit-learn's", () => console.log(noOracles));

const SEEDS = [1, 2];

interface Split {
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly classes: readonly string[];
  readonly train: readonly number[];
  readonly test: readonly number[];
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function trainingOf({ x, y, classes, train }: Split): TrainingSet {
  const columns = Array.from({ length: x.columns }, (_, j) => `column ${j}`);
  const own = Float64Array.from(train, (row) => y[row]!);
  return { x: takeRows(x, train), y: own, weights: null, task: "classification", classes, columns };
}

/** Mean scores over the seeds. */
function score(split: Split) {
  const { x, y, test } = split;
  const data = trainingOf(split);
  const params = randomForest.params.parse({ trees: 100, maxDepth: 10 });
  const fits = SEEDS.map((seed) => randomForest.fit(data, params, { seed }));
  const truth = test.map((row) => y[row]!);
  const answers = fits.map((model) => model.predictProba(takeRows(x, test)));
  const width = split.classes.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    fits,
    accuracy: mean(answers.map((shares) => accuracy(shares, truth, width))),
    rocAuc: mean(answers.map((shares) => rocAuc(shares, truth))),
    oob: mean(fits.map(({ facts }) => facts.outOfBagAccuracy as number)),
  };
}

function accuracy(shares: Float64Array, truth: readonly number[], width: number): number {
  const right = truth.filter((label, i) => {
    const row = shares.subarray(i * width, (i + 1) * width);
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / truth.length;
}

/** Share of pairs of an UP and a DOWN that the probability of UP orders rightly; ties count half. */
function rocAuc(shares: Float64Array, truth: readonly number[]): number {
  const [downs, ups] = [0, 1].map((k) => truth.flatMap((label, i) => (label === k ? [shares[2 * i + 1]!] : [])));
  let right = 0;
  for (const up of ups!) for (const down of downs!) right += up > down ? 1 : up === down ? 0.5 : 0;
  return right / (ups!.length * downs!.length);
}

function expectWithin(value: number, { mean, std }: Range, real: boolean, what: string) {
  expect(Math.abs(value - mean), `${what}: ${value}, scikit-learn ${mean}`).toBeLessThanOrEqual(
    Math.max(3 * std, real ? 0.02 : 0),
  );
}

function real(label: (table: Record<string, Float64Array>) => Float64Array, testTo: number): Split {
  const table = readTable(oracle!.inputFile);
  const names = Object.keys(table).filter((name) => !["timestamp", "y", "fwd12"].includes(name));
  const x = matrixOf(Array.from({ length: oracle!.params.n }, (_, i) => names.map((name) => table[name]![i]!)));
  const { trainEnd, testStart } = oracle!.params;
  return { x, y: label(table), classes: ["DOWN", "UP"], train: range(0, trainEnd), test: range(testStart, testTo) };
}

function synthetic(inputFile: string, trained: number, classes: readonly string[]): Split {
  const table = readTable(inputFile);
  const names = Object.keys(table).filter((name) => name !== "y");
  const rows = table.y!.length;
  const x = matrixOf(range(0, rows).map((i) => names.map((name) => table[name]![i]!)));
  return { x, y: table.y!, classes, train: range(0, trained), test: range(trained, rows) };
}

it.skipIf(oracle === undefined)(
  "learns nothing of the direction twelve hours ahead, as nobody's forest does: no better than the majority",
  () => {
    const expected = oracle!.expected.realData_slice;
    const got = score(real((table) => table.y!, oracle!.params.n));
    expectWithin(got.accuracy, expected.accuracy, true, "accuracy");
    expectWithin(got.rocAuc, expected.rocAuc, true, "area under the curve");
    expectWithin(got.oob, expected.oob, true, "out-of-bag accuracy");
    expect(got.accuracy).toBeLessThan(expected.baseline!.accuracyOfTrainMajority + 0.02);
    expect(got.oob - got.accuracy, "overlapping labels flatter the out-of-bag score").toBeGreaterThan(0.2);
  },
);

it.skipIf(oracle === undefined)("learns whether volatility will be high, as well as scikit-learn does", () => {
  const expected = oracle!.expected.realData_volatilityTarget;
  const ahead = 24;
  const { n } = oracle!.params;
  const split = real(({ vol24 }) => {
    const known = vol24!.slice(0, 0.8 * n).sort();
    const median = (known[known.length / 2 - 1]! + known[known.length / 2]!) / 2;
    return vol24!.map((_, i) => (vol24![i + ahead]! > median ? 1 : 0));
  }, n - ahead);
  const got = score(split);
  expectWithin(got.accuracy, expected.accuracy, true, "accuracy");
  expectWithin(got.rocAuc, expected.rocAuc, true, "area under the curve");
  expectWithin(got.oob, expected.oob, true, "out-of-bag accuracy");
});

it.skipIf(oracle === undefined)("learns two classes of twenty columns, and says which of them count", () => {
  const expected = oracle!.expected.synthetic;
  const got = score(synthetic(expected.inputFile!, 1600, ["0", "1"]));
  expectWithin(got.accuracy, expected.accuracy, false, "accuracy");
  expectWithin(got.rocAuc, expected.rocAuc, false, "area under the curve");
  expectWithin(got.oob, expected.oob, false, "out-of-bag accuracy");
  expected.giniImportanceMeanOf5!.forEach((share, j) => {
    const own = got.fits.reduce((sum, model: Classifier) => sum + model.importances![j]! / got.fits.length, 0);
    expect(Math.abs(own - share), `importance of column ${j}: ${own}, scikit-learn ${share}`).toBeLessThan(0.02);
  });
});

it.skipIf(oracle === undefined)("learns three classes", () => {
  const expected = oracle!.expected.synthetic3class;
  const got = score(synthetic(expected.inputFile!, 1200, ["0", "1", "2"]));
  expectWithin(got.accuracy, expected.accuracy, false, "accuracy");
});
