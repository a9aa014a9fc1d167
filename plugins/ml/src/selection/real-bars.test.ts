import { expect, it } from "vitest";
import { sampleHours } from "../../test/sample-bars.js";
import { matrixOf, takeRows } from "../matrix.js";
import { majority, persistence } from "../models/baselines/index.js";
import { logisticRegression } from "../models/logistic/index.js";
import type { Classifier, TrainingSet } from "../models/model.js";
import { applyAll, fitStandard, selectColumns } from "../transforms/index.js";
import { permutationImportance, SelectionSteps, selectFeatures } from "./index.js";

const COLUMNS = ["log-return(1)", "range", "range in bps", "mean range(12)", "hour alike", "one"];

it("on hourly EUR/USD bars: direction is a coin flip to persistence, and a wide bar can be told ahead", async () => {
  const { open, high, low, close } = await sampleHours();
  const range = high.map((top, i) => (top - low[i]!) / open[i]!);
  const rows = Array.from({ length: close.length - 13 }, (_, i) => i + 12);
  const x = matrixOf(
    rows.map((t) => {
      const mean = range.subarray(t - 11, t + 1).reduce((sum, value) => sum + value / 12, 0);
      return [Math.log(close[t]! / close[t - 1]!), range[t]!, range[t]! * 1e4, mean, range[t - 11]!, 1];
    }),
  );
  const cut = Math.floor(0.7 * rows.length);
  const places = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const median = range.slice(0, cut).sort()[cut >> 1]!;
  const set = (from: number, to: number, label: (t: number) => boolean): TrainingSet => ({
    x: takeRows(x, places(from, to)),
    y: Float64Array.from(places(from, to), (i) => (label(rows[i]!) ? 1 : 0)),
    weights: null,
    task: "classification",
    classes: ["no", "yes"],
    columns: COLUMNS,
  });
  const accuracy = (model: Classifier, data: TrainingSet) => permutationImportance(model, data, { repeats: 1 }).score;

  const rises = (t: number) => close[t + 1]! > close[t]!;
  const follower = persistence.fit(set(0, cut, rises), persistence.params.parse({}), { seed: 1 }) as Classifier;
  expect(Math.abs(accuracy(follower, set(cut, rows.length, rises)) - 0.5)).toBeLessThan(0.05);

  const wide = (t: number) => range[t + 1]! > median;
  const train = set(0, cut, wide);
  const { kept, dropped } = selectFeatures(
    train,
    SelectionSteps.parse([
      { type: "variance" },
      { type: "correlation" },
      { type: "information-coefficient", min: 0.1 },
    ]),
  );
  expect(dropped.map(({ column }) => column)).toEqual(["one", "range in bps", "log-return(1)"]);
  const chosen = selectColumns(COLUMNS, kept);
  const steps = [chosen, fitStandard(chosen.apply(train.x), kept)];
  const scaled = (data: TrainingSet): TrainingSet => ({ ...data, x: applyAll(steps, data.x), columns: kept });
  const model = logisticRegression.fit(scaled(train), logisticRegression.params.parse({}), { seed: 1 }) as Classifier;
  const test = set(cut, rows.length, wide);
  const blind = majority.fit(train, {}, { seed: 1 }) as Classifier;
  expect(accuracy(model, scaled(test))).toBeGreaterThan(accuracy(blind, test) + 0.05);
});
