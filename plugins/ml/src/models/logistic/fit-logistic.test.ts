import { createRng } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../../test/oracle-files.js";
import { columnSpread } from "../../transforms/moments.js";
import { fitLogistic, type LogisticFit, type LogisticSettings } from "./fit-logistic.js";
import { type LogisticRows, outputsOf, toProbabilities } from "./log-loss.js";

const settings: LogisticSettings = { penalty: "l2", c: 1, maxIterations: 100, tolerance: 1e-10 };

/** Columns of which the first few tell the class, and all overlap. */
function drawn(seed: number, rows: number, columns: number, classes: number): LogisticRows {
  const rng = createRng(seed);
  const x = Float64Array.from({ length: rows * columns }, () => 2 * rng.next() - 1);
  const y = Int32Array.from({ length: rows }, (_, i) =>
    i < classes
      ? i
      : Math.min(classes - 1, Math.floor(classes * (0.6 * rng.next() + 0.4 * (0.5 + x[i * columns]! / 2)))),
  );
  return { x, y, rows, columns, classes, weights: Float64Array.from({ length: rows }, () => 0.5 + rng.next()) };
}

function probabilitiesOf({ x, rows, columns, classes }: LogisticRows, { coefficients, intercepts }: LogisticFit) {
  const outputs = outputsOf(classes);
  return Array.from({ length: rows }, (_, i) => {
    const scores = intercepts.map((b, k) => {
      let z = b;
      for (let j = 0; j < columns; j++) z += coefficients[k * columns + j]! * x[i * columns + j]!;
      return z;
    });
    toProbabilities(scores, 0, outputs);
    return outputs === 1 ? [1 - scores[0]!, scores[0]!] : [...scores];
  });
}

/** Slope of the weighted log loss by each coefficient, then by each intercept. */
function slopes(data: LogisticRows, fit: LogisticFit): { coefficients: number[]; intercepts: number[] } {
  const p = probabilitiesOf(data, fit);
  const outputs = outputsOf(data.classes);
  const of = (k: number, value: (i: number) => number) =>
    p.reduce((sum, row, i) => {
      const cls = outputs === 1 ? 1 : k;
      return sum + data.weights[i]! * (row[cls]! - (data.y[i] === cls ? 1 : 0)) * value(i);
    }, 0);
  return {
    intercepts: Array.from({ length: outputs }, (_, k) => of(k, () => 1)),
    coefficients: Array.from(fit.coefficients, (_, at) =>
      of(Math.floor(at / data.columns), (i) => data.x[i * data.columns + (at % data.columns)]!),
    ),
  };
}

describe("the minimum of the logistic objective", () => {
  it("is the log odds and their ratio for one column of 0 and 1, without a penalty", () => {
    // of those with 0 three of ten are of the second class, of those with 1 eight of ten
    const x = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
    const y = Int32Array.from({ length: 20 }, (_, i) => (i < 3 || (i >= 10 && i < 18) ? 1 : 0));
    const fit = fitLogistic(
      { x, y, rows: 20, columns: 1, classes: 2, weights: new Float64Array(20).fill(1) },
      { ...settings, penalty: "none" },
    );
    expect(fit.converged).toBe(true);
    expect(fit.intercepts[0]).toBeCloseTo(Math.log(3 / 7), 8);
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(8 / 2) - Math.log(3 / 7), 8);
  });

  const problem = fc.record({
    seed: fc.nat(),
    rows: fc.integer({ min: 30, max: 80 }),
    columns: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 2, max: 4 }),
    c: fc.constantFrom(0.01, 0.3, 5),
  });

  it("has no slope left, of intercepts at all, of coefficients but what the l2 penalty pulls", () => {
    fc.assert(
      fc.property(problem, ({ seed, rows, columns, classes, c }) => {
        const data = drawn(seed, rows, columns, classes);
        const fit = fitLogistic(data, { ...settings, c });
        expect(fit.converged).toBe(true);
        const { coefficients, intercepts } = slopes(data, fit);
        for (const slope of intercepts) expect(Math.abs(slope)).toBeLessThan(1e-5);
        coefficients.forEach((slope, at) => {
          expect(Math.abs(slope + fit.coefficients[at]! / c)).toBeLessThan(1e-5);
        });
      }),
    );
  });

  it("meets the conditions of the l1 penalty: a slope within ±1/c at 0, opposite and equal to it elsewhere", () => {
    let zeros = 0;
    let others = 0;
    fc.assert(
      fc.property(problem, ({ seed, rows, columns, classes, c }) => {
        const data = drawn(seed, rows, columns, classes);
        const fit = fitLogistic(data, { ...settings, penalty: "l1", c, tolerance: 1e-12 });
        expect(fit.converged).toBe(true);
        const { coefficients, intercepts } = slopes(data, fit);
        for (const slope of intercepts) expect(Math.abs(slope)).toBeLessThan(1e-3);
        coefficients.forEach((slope, at) => {
          const w = fit.coefficients[at]!;
          if (w === 0) expect(Math.abs(slope)).toBeLessThan(1 / c + 1e-3);
          else expect(Math.abs(slope + Math.sign(w) / c)).toBeLessThan(1e-3);
          if (w === 0) zeros++;
          else others++;
        });
      }),
      { seed: 1 },
    );
    expect(Math.min(zeros, others), "both were seen").toBeGreaterThan(20);
  });

  it("leaves nothing in more than two classes that is common to all", () => {
    const { coefficients, intercepts } = fitLogistic(drawn(2, 60, 1, 3), { ...settings, penalty: "none" });
    for (const parts of [coefficients, intercepts])
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(0, 12);
  });

  it("counts a row of weight 2 as two rows", () => {
    const data = drawn(4, 40, 3, 3);
    const twice = Array.from({ length: 80 }, (_, i) => i >> 1);
    const doubled: LogisticRows = {
      ...data,
      rows: 80,
      x: Float64Array.from(twice.flatMap((i) => [...data.x.subarray(i * 3, i * 3 + 3)])),
      y: twice.map((i) => data.y[i]!),
      weights: twice.map((i) => data.weights[i]!),
    };
    const heavy = fitLogistic({ ...data, weights: Array.from(data.weights, (w) => 2 * w) }, settings);
    const repeated = fitLogistic(doubled, settings);
    heavy.coefficients.forEach((w, at) => {
      expect(repeated.coefficients[at]).toBeCloseTo(w, 8);
    });
  });

  it("is reached with columns that repeat one another, and with units as far apart as prices and rates", () => {
    const data = drawn(9, 60, 2, 3);
    const x = Float64Array.from({ length: 180 }, (_, at) =>
      at % 3 < 2
        ? data.x[Math.floor(at / 3) * 2 + (at % 3)]! * (at % 3 === 0 ? 1e5 : 1e-4)
        : data.x[Math.floor(at / 3) * 2]! * 1e5,
    );
    const plain = fitLogistic(data, { ...settings, penalty: "none" });
    const wide = fitLogistic({ ...data, x, columns: 3 }, { ...settings, penalty: "none" });
    expect(wide.converged).toBe(true);
    const expected = probabilitiesOf(data, plain);
    probabilitiesOf({ ...data, x, columns: 3 }, wide).forEach((row, i) => {
      row.forEach((p, k) => {
        expect(p).toBeCloseTo(expected[i]![k]!, 6);
      });
    });
  });

  it("is not reached where the classes are apart and nothing holds coefficients, and says so in time", () => {
    const data = { rows: 4, columns: 1, classes: 2, y: [0, 0, 1, 1], weights: [1, 1, 1, 1] };
    const fit = fitLogistic(
      { ...data, x: Float64Array.of(-2, -1, 1, 2) },
      { ...settings, penalty: "none", maxIterations: 5 },
    );
    expect(fit).toMatchObject({ iterations: 5, converged: false });
    expect(fit.coefficients[0]).toBeGreaterThan(3);
  });
});

interface Oracle {
  readonly inputFile: string;
  readonly params: { readonly columns: readonly string[]; readonly trainEnd: number; readonly testStart: number };
  readonly expected: Readonly<
    Record<
      string,
      {
        readonly intercept: number;
        readonly coef: readonly number[];
        readonly probFirst20?: readonly number[];
        readonly nonZero?: number;
      }
    >
  >;
}
const oracle = readOracle<Oracle>("sklearn-models-btcusdt-1h.json");

describe("scikit-learn's logistic regression on 49 hourly features", () => {
  if (oracle === undefined) {
    it("is compared where its reference file is", (context) => context.skip(noOracles));
    return;
  }
  const { columns, trainEnd, testStart } = oracle.params;
  const table = readTable(oracle.inputFile);
  const p = columns.length;
  const all = new Float64Array(table.y!.length * p);
  columns.forEach((name, j) => {
    const { mean, deviation } = columnSpread(table[name]!.subarray(0, trainEnd));
    table[name]!.forEach((value, i) => {
      all[i * p + j] = (value - mean) / deviation;
    });
  });
  const train: LogisticRows = {
    x: all.subarray(0, trainEnd * p),
    y: table.y!.subarray(0, trainEnd),
    rows: trainEnd,
    columns: p,
    classes: 2,
    weights: new Float64Array(trainEnd).fill(1),
  };

  it.each([
    ["LogisticRegressionL2_C0.01", "l2", 0.01, 1e-5],
    ["LogisticRegressionL2_C1", "l2", 1, 1e-5],
    ["LogisticRegressionL1_C0.05", "l1", 0.05, 1e-3],
  ] as const)("%s: coefficients, intercept and probabilities agree", (name, penalty, c, tolerance) => {
    const expected = oracle.expected[name]!;
    const fit = fitLogistic(train, { ...settings, penalty, c });
    expect(fit.converged).toBe(true);
    const error = (ours: number, theirs: number) => Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 0.1);
    expect(error(fit.intercepts[0]!, expected.intercept)).toBeLessThan(tolerance);
    expected.coef.forEach((coefficient, j) => {
      expect(error(fit.coefficients[j]!, coefficient), columns[j]).toBeLessThan(tolerance);
    });
    if (expected.nonZero !== undefined) expect(fit.coefficients.filter((w) => w !== 0).length).toBe(expected.nonZero);
    const test: LogisticRows = { ...train, x: all.subarray(testStart * p), rows: 20 };
    probabilitiesOf(test, fit).forEach(([, probability], i) => {
      const theirs = expected.probFirst20?.[i];
      if (theirs !== undefined) expect(Math.abs(probability! - theirs), `row ${i}`).toBeLessThan(tolerance);
    });
  });
});
