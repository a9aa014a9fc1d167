import { describe, expect, it } from "vitest";
import { spansAhead } from "../../test/split-ranges.js";
import { type Dataset, takeSamples } from "../dataset.js";
import { type Matrix, matrix } from "../matrix.js";
import type { Classifier, Regressor } from "../models/model.js";
import { combinatorialPurged } from "./combinatorial-purged.js";
import { crossValidate } from "./cross-validate.js";
import { purgedKFold } from "./k-fold.js";
import { classificationMetrics } from "./metrics/classification-metrics.js";
import { BadSplitError } from "./split.js";
import { walkForward } from "./walk-forward.js";

const BAR = 3_600_000;

/** A column that holds the sample's number; class 1 for every third. */
function numbered(samples: number): Dataset {
  const spans = spansAhead(samples, () => 2);
  return {
    ...spans,
    x: matrix(
      samples,
      1,
      Float32Array.from({ length: samples }, (_, i) => i),
    ),
    columns: ["number"],
    task: "classification",
    classes: ["no", "yes"],
    y: Float64Array.from({ length: samples }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    weights: null,
    time: Float64Array.from({ length: samples }, (_, i) => i * BAR),
  };
}

const fitted = {
  family: "test",
  columns: 1,
  importances: null,
  facts: {},
  toArtifact: () => ({ family: "test", format: 1, meta: {}, arrays: {} }),
};

/** Says the share of class 1 that it learnt from, moved by a rule. */
function classifier(data: Dataset, say: (share: number, number: number) => number = (share) => share): Classifier {
  const share = data.y.reduce((sum, k) => sum + k, 0) / data.y.length;
  return {
    ...fitted,
    task: "classification",
    classes: data.classes,
    predictProba: (x: Matrix) =>
      Float64Array.from({ length: 2 * x.rows }, (_, at) => {
        const up = say(share, x.data[at >> 1]!);
        return at % 2 === 1 ? up : 1 - up;
      }),
  };
}

describe("cross-validation", () => {
  const data = numbered(60);
  const splits = purgedKFold(data, { folds: 4, embargo: 3 });

  it("fits each split to its training samples alone, and scores what it then says of the test", async () => {
    const seen: Float32Array[] = [];
    const { folds, outOfFold, tests } = await crossValidate({
      data,
      splits,
      fit: (train) => {
        seen.push(train.x.data);
        return classifier(train);
      },
    });
    expect(seen.map((numbers) => Array.from(numbers))).toEqual(splits.map(({ train }) => Array.from(train)));
    expect(folds.map(({ name }) => name)).toEqual(["fold 1", "fold 2", "fold 3", "fold 4"]);
    for (const [k, { train, test, purged, embargoed }] of splits.entries()) {
      const said = classifier(takeSamples(data, train)).predictProba(takeSamples(data, test).x);
      expect(folds[k]).toEqual({
        name: `fold ${k + 1}`,
        train: { from: train[0]! * BAR, to: train.at(-1)! * BAR, samples: train.length },
        test: { from: test[0]! * BAR, to: test.at(-1)! * BAR, samples: test.length },
        purged: purged + embargoed,
        metrics: classificationMetrics(takeSamples(data, test).y, said, data.classes),
      });
      expect(outOfFold.slice(2 * test[0]!, 2 * test.at(-1)! + 2)).toEqual(said);
    }
    expect(tests).toEqual(new Int32Array(60).fill(1));
  });

  it("leaves NaN where nothing was tested", async () => {
    const { outOfFold, tests } = await crossValidate({
      data,
      splits: walkForward(data, { train: 40, test: 10, mode: "rolling" }),
      fit: (train) => classifier(train),
    });
    expect(Array.from(tests, (count, i) => count === (i < 40 ? 0 : 1))).not.toContain(false);
    expect(outOfFold.every((value, at) => Number.isNaN(value) === at < 80)).toBe(true);
  });

  it("puts the tests of a combinatorial division together to whole histories", async () => {
    const division = combinatorialPurged(data, { groups: 6, testGroups: 2, embargo: 1 });
    const alike = await crossValidate({
      data,
      ...division,
      fit: (train) => classifier(train, (_, number) => number / 100),
    });
    const whole = classificationMetrics(
      data.y,
      Float64Array.from({ length: 120 }, (_, at) => (at % 2 ? (at >> 1) / 100 : 1 - (at >> 1) / 100)),
      data.classes,
    );
    expect(alike.paths).toHaveLength(5);
    for (const { metrics } of alike.paths) {
      expect(metrics.samples).toBe(60);
      expect((metrics as typeof whole).logLoss, "equal predictions in all splits make equal paths").toBeCloseTo(
        whole.logLoss,
        6,
      );
      expect((metrics as typeof whole).confusion).toEqual(whole.confusion);
    }
    expect(alike.tests).toEqual(new Int32Array(60).fill(5));

    // a model that says which split it is of: each path must hold, group by group, the split it names
    let split = 0;
    const { paths, outOfFold } = await crossValidate({
      data: {
        ...data,
        task: "regression",
        classes: [],
        y: Float64Array.from({ length: 60 }, (_, i) => Math.floor(i / 10)),
      },
      ...division,
      fit: (): Regressor => {
        const mine = split++;
        return { ...fitted, task: "regression", predict: (x) => new Float64Array(x.rows).fill(mine) };
      },
    });
    for (const [p, path] of division.paths.entries()) {
      const errors = path.map((named, group) => Math.abs(named - group));
      expect((paths[p]!.metrics as { mae: number }).mae).toBeCloseTo(
        errors.reduce((sum, error) => sum + error, 0) / 6,
        12,
      );
    }
    for (let group = 0; group < 6; group++) {
      const tested = division.splits.flatMap(({ groups }, k) => (groups.includes(group) ? [k] : []));
      expect(outOfFold[group * 10 + 5]).toBeCloseTo(tested.reduce((sum, k) => sum + k, 0) / tested.length, 12);
    }
  });

  it("gives each split a seed of its own, the same ones again, and tells how far it is", async () => {
    const seeds: number[] = [];
    const told: [number, string][] = [];
    const run = (seed: number) =>
      crossValidate({
        data,
        splits,
        seed,
        fit: async (train, own) => {
          seeds.push(own);
          return classifier(train);
        },
        onProgress: (done, { name }) => told.push([done, name]),
      });
    await run(1);
    await run(1);
    await run(2);
    expect(new Set(seeds.slice(0, 4)).size).toBe(4);
    expect(seeds.slice(4, 8)).toEqual(seeds.slice(0, 4));
    expect(seeds.slice(8)).not.toEqual(seeds.slice(0, 4));
    expect(told.slice(0, 4)).toEqual([
      [0.25, "fold 1"],
      [0.5, "fold 2"],
      [0.75, "fold 3"],
      [1, "fold 4"],
    ]);
  });

  it("refuses a fold with nothing to train on before it fits any, and a model of something else", async () => {
    const starved = purgedKFold(data, { folds: 4, embargo: 60 });
    const fit = () => {
      throw new Error("must not be asked");
    };
    await expect(crossValidate({ data, splits: starved, fit })).rejects.toThrow("fold 1 has nothing to train on");
    await expect(crossValidate({ data, splits: [], fit })).rejects.toThrow(BadSplitError);
    const other = (train: Dataset) => ({ ...classifier(train), classes: ["SHORT", "LONG"] });
    await expect(crossValidate({ data, splits, fit: other })).rejects.toThrow(
      "the model knows the classes SHORT, LONG",
    );
    const regressor = (): Regressor => ({ ...fitted, task: "regression", predict: (x) => new Float64Array(x.rows) });
    await expect(crossValidate({ data, splits, fit: regressor })).rejects.toThrow("a regression was fitted");
  });
});
