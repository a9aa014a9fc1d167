import { createRng } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { type Matrix, matrixOf, ShapeError } from "../matrix.js";
import { linearRegression } from "../models/logistic/linear-regression.js";
import { logisticRegression } from "../models/logistic/logistic-regression.js";
import type { TrainingSet } from "../models/model.js";
import { permutationImportance } from "./index.js";

const rng = createRng(8);
const x = matrixOf(Array.from({ length: 400 }, () => [rng.next(), rng.next(), rng.next()]));
const parts = { x, weights: null, columns: ["a", "b", "c"] };
const values: TrainingSet = {
  ...parts,
  y: Float64Array.from({ length: 400 }, (_, i) => 3 * x.data[3 * i]! - x.data[3 * i + 1]!),
  task: "regression",
  classes: [],
};
const classes: TrainingSet = {
  ...values,
  y: values.y.map((y) => (y > 1 ? 1 : 0)),
  task: "classification",
  classes: ["A", "B"],
};
const context = { seed: 1 };

describe("permutation importance", () => {
  it("of a linear model is twice the variance that each column brings, over the variance of all", () => {
    const model = linearRegression.fit(values, { alpha: 0 }, context) as never;
    const { score, mean, deviation } = permutationImportance(model, values, { repeats: 20 });
    expect(score).toBeCloseTo(1, 9);
    // uniform columns of equal variance: coefficients 3, -1 and 0 bring 9 and 1 parts of 10
    expect(mean[0]).toBeCloseTo(1.8, 0);
    expect(mean[1]).toBeCloseTo(0.2, 1);
    expect(Math.abs(mean[2]!)).toBeLessThan(1e-9);
    expect(deviation[0]).toBeGreaterThan(deviation[1]!);
  });

  it.each(["accuracy", "log-loss"] as const)("of a classifier ranks columns by %s", (score) => {
    const model = logisticRegression.fit(classes, logisticRegression.params.parse({ c: 100 }), context) as never;
    const { mean } = permutationImportance(model, classes, { score });
    expect(mean[0]).toBeGreaterThan(mean[1]!);
    expect(mean[1]).toBeGreaterThan(Math.abs(mean[2]!));
  });

  it("is 0 for a column that the answer does not read, and leaves the rows as they were", () => {
    const before = x.data.slice();
    const answer = (rows: Matrix) => Float64Array.from({ length: rows.rows }, (_, i) => rows.data[3 * i + 1]!);
    const { mean, deviation } = permutationImportance(answer, values);
    expect([mean[0], mean[2], deviation[0]]).toEqual([0, 0, 0]);
    expect(mean[1]).not.toBe(0);
    expect(x.data).toEqual(before);
  });

  it("is the same from the same seed, another from another, and respects weights", () => {
    const answer = (rows: Matrix) => Float64Array.from({ length: rows.rows }, (_, i) => 3 * rows.data[3 * i]!);
    const of = (options: object) => permutationImportance(answer, values, options);
    expect(of({ seed: 3 })).toEqual(of({ seed: 3 }));
    expect(of({ seed: 3 }).mean[0]).not.toBe(of({ seed: 4 }).mean[0]);
    expect(of({ weights: new Float64Array(400).fill(2) }).mean[0]).toBeCloseTo(of({}).mean[0]!, 12);
    const firstHalf = Float64Array.from({ length: 400 }, (_, i) => (i < 200 ? 1 : 0));
    expect(of({ weights: firstHalf }).score).not.toBe(of({}).score);
  });

  it("refuses what it cannot score", () => {
    const answer = (rows: Matrix) => new Float64Array(rows.rows);
    expect(() => permutationImportance(answer, values, { score: "accuracy" })).toThrow(
      "regression has no score accuracy",
    );
    expect(() => permutationImportance(answer, { ...values, y: new Float64Array(400) })).toThrow("values that vary");
    expect(() => permutationImportance(answer, { ...values, y: new Float64Array(3) })).toThrow(ShapeError);
    expect(() => permutationImportance(answer, values, { repeats: 0 })).toThrow("needs repeats");
  });
});
