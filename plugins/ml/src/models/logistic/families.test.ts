import { canonicalJson, createRng } from "@bellwether/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readTable } from "../../../test/oracle-files.js";
import { matrix, matrixOf, ShapeError } from "../../matrix.js";
import { columnSpread } from "../../transforms/moments.js";
import {
  BadArtifactError,
  BadTrainingSetError,
  type Classifier,
  type ModelArtifact,
  type Regressor,
  type TrainingSet,
} from "../model.js";
import { linearRegression } from "./linear-regression.js";
import { logisticRegression } from "./logistic-regression.js";
import { fitRidge } from "./ridge.js";

const context = { seed: 1 };
const params = (given: object = {}) => logisticRegression.params.parse(given);

/** Three columns: the first tells the class, the second is noise, the third never varies. */
function classed(classes: readonly string[], rows = 120): TrainingSet {
  const rng = createRng(11);
  const y = Float64Array.from({ length: rows }, (_, i) => i % classes.length);
  const x = matrixOf(Array.from(y, (k) => [k + 1.5 * (rng.next() - 0.5), rng.next(), 1]));
  return { x, y, weights: null, task: "classification", classes, columns: ["told", "noise", "still"] };
}
const trained = (data: TrainingSet, given: object = {}) =>
  logisticRegression.fit(data, params(given), context) as Classifier;
const bytesOf = ({ meta, arrays }: ModelArtifact) =>
  canonicalJson({ meta, arrays: Object.entries(arrays).map(([name, values]) => [name, ...values]) } as never);

describe("logistic-regression", () => {
  it.each([[["DOWN", "UP"]], [["SHORT", "FLAT", "LONG"]]])("learns %j, with probabilities that sum to 1", (classes) => {
    const data = classed(classes);
    const model = trained(data);
    const p = model.predictProba(data.x);
    let right = 0;
    for (let i = 0; i < data.x.rows; i++) {
      const row = p.subarray(i * classes.length, (i + 1) * classes.length);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      if (row.indexOf(Math.max(...row)) === data.y[i]) right++;
    }
    expect(right / data.x.rows).toBeGreaterThan(0.7);
    expect(model.importances!.indexOf(Math.max(...model.importances!)), "the column that tells").toBe(0);
    expect(model.importances!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(model.facts).toMatchObject({ converged: true });
  });

  it("gives a class that training never saw a probability of 0", () => {
    const model = trained({
      ...classed(["DOWN", "UP"]),
      y: classed(["DOWN", "UP"]).y.map((k) => 2 * k),
      classes: ["A", "B", "C"],
    });
    const [a, b, c] = model.predictProba(matrixOf([[0, 0, 1]]));
    expect(b).toBe(0);
    expect(a! + c!).toBeCloseTo(1, 12);
  });

  it("balances classes: nine to one come out even where columns tell nothing", () => {
    const data: TrainingSet = {
      ...classed(["A", "B"]),
      x: matrix(120, 3),
      y: Float64Array.from({ length: 120 }, (_, i) => (i % 10 === 0 ? 1 : 0)),
    };
    expect(trained(data).predictProba(matrix(1, 3))[1]).toBeCloseTo(0.1, 6);
    expect(trained(data, { classWeights: "balanced" }).predictProba(matrix(1, 3))[1]).toBeCloseTo(0.5, 6);
    const even = classed(["A", "B"]);
    expect(bytesOf(trained(even, { classWeights: "balanced" }).toArtifact()), "even classes weigh 1").toBe(
      bytesOf(trained(even).toArtifact()),
    );
    expect(trained(data).importances, "no coefficient, no share").toBeNull();
  });

  it("is silent about every column under a strong l1 penalty, and says how many", () => {
    expect(trained(classed(["A", "B"]), { penalty: "l1", c: 1e-4 }).facts).toMatchObject({ zeroCoefficients: 3 });
  });

  it("is the same byte for byte, and after a trip through its artifact", () => {
    const data = classed(["SHORT", "FLAT", "LONG"]);
    const model = trained(data);
    expect(bytesOf(trained(data).toArtifact())).toBe(bytesOf(model.toArtifact()));
    const back = logisticRegression.fromArtifact(structuredClone(model.toArtifact())) as Classifier;
    expect(back.predictProba(data.x)).toEqual(model.predictProba(data.x));
    expect(bytesOf(back.toArtifact())).toBe(bytesOf(model.toArtifact()));
    const out = new Float64Array(3);
    expect(back.predictProba(matrixOf([[1, 0, 1]]), out), "writes where it is told").toBe(out);
    expect(() => back.predictProba(matrix(1, 2))).toThrow(ShapeError);
    expect(() => back.predictProba(matrix(2, 3), out)).toThrow("2 × 3 values, out holds 3");
    const longer = new Float64Array(5).fill(-1);
    expect([...back.predictProba(matrixOf([[1, 0, 1]]), longer)], "and no further").toEqual([...out, -1, -1]);
  });

  it.each([
    ["a task it has not", { task: "regression" as const, classes: [] }, "learns classification"],
    ["no rows", { x: matrix(0, 3), y: new Float64Array(0) }, "0 rows"],
    [
      "a value that is no number",
      {
        x: matrixOf([
          [1, 2, 3],
          [1, Number.NaN, 3],
        ]),
        y: Float64Array.of(0, 1),
      },
      'row 1 of "noise" is NaN',
    ],
    ["one class", { y: new Float64Array(120) }, "every row with weight is DOWN"],
    ["a class that has no name", { y: new Float64Array(120).fill(2) }, "label of row 0 is 2"],
    ["weights of 0", { weights: new Float64Array(120) }, "every weight is 0"],
    ["a weight below 0", { weights: new Float64Array(120).fill(-1) }, "weight of row 0 is -1"],
    ["another number of labels", { y: new Float64Array(3) }, "3 labels for 120 rows"],
  ])("refuses %s", (_, change, message) => {
    const data = { ...classed(["DOWN", "UP"]), ...change };
    expect(() => trained(data)).toThrow(BadTrainingSetError);
    expect(() => trained(data)).toThrow(message);
  });

  it("reads nothing but a whole artifact: any change is refused, or still gives probabilities", () => {
    const { meta, arrays } = trained(classed(["SHORT", "FLAT", "LONG"])).toArtifact();
    const junk = fc.oneof(
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.array(fc.integer(), { maxLength: 4 }),
      fc.constant(undefined),
    );
    const metaChange = fc.tuple(fc.constantFrom(...Object.keys(meta), "extra"), junk);
    const arrayChange = fc.tuple(fc.constantFrom("coefficients", "intercepts"), fc.nat(8), fc.double());
    fc.assert(
      fc.property(metaChange, arrayChange, fc.boolean(), ([key, value], [name, at, entry], which) => {
        const changed = structuredClone({ meta, arrays }) as {
          meta: Record<string, unknown>;
          arrays: Record<string, Float64Array>;
        };
        if (which) changed.meta[key] = value;
        else changed.arrays[name]![at] = entry;
        try {
          const model = logisticRegression.fromArtifact({
            family: "logistic-regression",
            format: 1,
            ...changed,
          }) as Classifier;
          const x = matrix(1, model.columns);
          x.data.fill(-3e38);
          const sum = model.predictProba(x).reduce((all, p) => all + p, 0);
          expect(sum).toBeCloseTo(1, 9);
        } catch (error) {
          if (!(error instanceof BadArtifactError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
    const whole = { family: "logistic-regression", format: 1, meta, arrays };
    expect(() => logisticRegression.fromArtifact({ ...whole, family: "majority" })).toThrow('of the family "majority"');
    expect(() => logisticRegression.fromArtifact({ ...whole, format: 2 })).toThrow("format 2 is not known");
    expect(() => logisticRegression.fromArtifact({ ...whole, arrays: {} })).toThrow(
      "coefficients is not a Float64Array",
    );
    expect(() => logisticRegression.fromArtifact({ ...whole, meta: { ...meta, present: [0, 2, 1] } })).toThrow(
      "rising order",
    );
    expect(() => logisticRegression.fromArtifact({ ...whole, meta: { ...meta, columns: 4 } })).toThrow(
      "holds 9 values",
    );
  });
});

describe("linear-regression", () => {
  const set = (
    rows: readonly (readonly number[])[],
    y: readonly number[],
    weights: Float64Array | null = null,
  ): TrainingSet => ({
    x: matrixOf(rows),
    y: Float64Array.from(y),
    weights,
    task: "regression",
    classes: [],
    columns: rows[0]!.map((_, j) => `x${j}`),
  });
  const line = set([[0], [1], [2], [3]], [1, 3, 5, 7]);
  const fit = (data: TrainingSet, alpha: number) => linearRegression.fit(data, { alpha }, context) as Regressor;

  it("finds a line, and flattens it by what squares cost", () => {
    expect([...fit(line, 0).predict(matrixOf([[10], [-1]]))].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
      21, -1,
    ]);
    // Σ(x - 1.5)² = 5, Σ(x - 1.5)(y - 4) = 10: 10 / (5 + 5)
    const { coefficients, intercept } = fitRidge(Float64Array.of(0, 1, 2, 3), line.y, null, 1, 5);
    expect(coefficients[0]).toBeCloseTo(1, 14);
    expect(intercept).toBeCloseTo(2.5, 14);
  });

  it("does not see a row of weight 0, and gives a repeated column nothing", () => {
    const data = set(
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [9, 9],
      ],
      [1, 3, 5, 99],
      Float64Array.of(1, 1, 1, 0),
    );
    const model = fit(data, 0);
    expect(model.predict(matrixOf([[4, 4]]))[0]).toBeCloseTo(9, 9);
    expect([...model.importances!]).toEqual([1, 0]);
  });

  it("comes back from its artifact, and refuses a damaged one", () => {
    const artifact = fit(line, 1).toArtifact();
    const back = linearRegression.fromArtifact(structuredClone(artifact)) as Regressor;
    expect(back.predict(line.x)).toEqual(fit(line, 1).predict(line.x));
    expect(() =>
      linearRegression.fromArtifact({
        ...artifact,
        arrays: { ...artifact.arrays, intercept: Float64Array.of(Number.NaN) },
      }),
    ).toThrow(BadArtifactError);
    expect(() => linearRegression.fromArtifact({ ...artifact, meta: { columns: 0, alpha: 1 } })).toThrow("columns");
    expect(() => fit({ ...line, task: "classification", classes: ["A"] }, 1)).toThrow(BadTrainingSetError);
  });

  const oracle = readOracle<{
    inputFile: string;
    params: { columns: string[]; trainEnd: number };
    expected: { Ridge_alpha10: { coef: number[]; intercept: number } };
  }>("sklearn-models-btcusdt-1h.json");
  it("agrees with scikit-learn's ridge on 49 hourly features", (test) => {
    if (oracle === undefined) return test.skip(noOracles);
    const { columns, trainEnd } = oracle.params;
    const table = readTable(oracle.inputFile);
    const x = new Float64Array(trainEnd * columns.length);
    columns.forEach((name, j) => {
      const values = table[name]!.subarray(0, trainEnd);
      const { mean, deviation } = columnSpread(values);
      values.forEach((value, i) => {
        x[i * columns.length + j] = (value - mean) / deviation;
      });
    });
    const { coef, intercept } = oracle.expected.Ridge_alpha10;
    const ours = fitRidge(x, table.fwd12!.subarray(0, trainEnd), null, columns.length, 10);
    expect(Math.abs(ours.intercept / intercept - 1)).toBeLessThan(1e-9);
    coef.forEach((w, j) => {
      expect(Math.abs(ours.coefficients[j]! - w), columns[j]).toBeLessThan(1e-5 * Math.max(Math.abs(w), 1e-5));
    });
  });
});
