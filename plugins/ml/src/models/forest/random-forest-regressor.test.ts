import { expect, it } from "vitest";
import { curveSet, gaussianRows, setOf } from "../../../test/forest-sets.js";
import { matrixOf } from "../../matrix.js";
import type { TrainingSet } from "../model.js";
import { randomForestRegressor } from "./random-forest-regressor.js";

const fit = (data: TrainingSet, params: Record<string, unknown> = {}, seed = 1) =>
  randomForestRegressor.fit(data, randomForestRegressor.params.parse(params), { seed });

function explained(predicted: Float64Array, y: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value) / y.length;
  const error = y.reduce((sum, value, i) => sum + (value - predicted[i]!) ** 2, 0);
  return 1 - error / y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

it("learns a curve of two columns, and which they are", () => {
  const model = fit(curveSet(2_000, 1));
  const test = curveSet(500, 2);
  expect(explained(model.predict(test.x), test.y)).toBeGreaterThan(0.9);
  expect(model.facts.outOfBagR2).toBeGreaterThan(0.9);
  const [a, b, c, d] = model.importances!;
  expect(Math.min(a!, b!)).toBeGreaterThan(5 * Math.max(c!, d!));
});

it("answers with the mean of rows that nothing tells apart, one row included", () => {
  expect([...fit(setOf([[1], [1]], [2, 5], [], [1, 2]), { bootstrap: false }).predict(matrixOf([[7]]))]).toEqual([4]);
  expect([...fit(setOf([[1]], [3], [])).predict(matrixOf([[7]]))]).toEqual([3]);
});

it("keeps its digits where values are large and differ little", () => {
  const data = curveSet(1_000, 3);
  const lifted = { ...data, y: data.y.map((value) => value + 1e9) };
  expect(explained(fit(lifted).predict(lifted.x), lifted.y)).toBeGreaterThan(0.95);
});

it("reproduces every value where each row may have a leaf", () => {
  const rows = gaussianRows(50, 2, 4);
  const y = rows.map(([a, b]) => a! * b!);
  const model = fit(setOf(rows, y, []), { trees: 1, bootstrap: false, maxDepth: null });
  model.predict(matrixOf(rows)).forEach((value, i) => {
    expect(value).toBeCloseTo(y[i]!, 12);
  });
});

it("does not split rows of one value", () => {
  const data = setOf(
    gaussianRows(40, 2, 5),
    new Array(40).fill(0.1),
    [],
    gaussianRows(40, 1, 6).map(([w]) => Math.abs(w!)),
  );
  expect(fit(data, { trees: 3 }).facts.leaves).toBe(3);
});

it("gives back its model from its parts, with the same answers and facts", () => {
  const model = fit(curveSet(200, 1), { trees: 10 });
  const again = randomForestRegressor.fromArtifact(model.toArtifact());
  expect(again.predict(curveSet(50, 2).x)).toEqual(model.predict(curveSet(50, 2).x));
  expect(again.facts).toEqual(model.facts);
  expect(again.importances).toEqual(model.importances);
});

it("refuses classes, and values too large to square", () => {
  expect(() => fit(setOf([[1], [2]], [0, 1]))).toThrow("it learns regression, the label is for classification");
  expect(() => fit(setOf([[1], [2]], [0, 1e200], []))).toThrow(expect.objectContaining({ code: "BAD_TRAINING_SET" }));
});
