import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STANCES } from "../../labels/labels.js";
import { matrix, matrixOf, ShapeError } from "../../matrix.js";
import {
  BadArtifactError,
  BadTrainingSetError,
  type Classifier,
  type Model,
  type Regressor,
  type TrainingSet,
} from "../model.js";
import { majority, movingAverage, persistence } from "./index.js";
import { callProbabilities } from "./moves.js";

const context = { seed: 1 };
const SHORT = 0;
const FLAT = 1;
const LONG = 2;

/** A last return, a distance to an average, and the stance that was right. */
const ROWS = [
  [0.02, -1, LONG],
  [0.03, -1, LONG],
  [0.01, 1, SHORT],
  [-0.02, 1, SHORT],
  [-0.01, 1, SHORT],
  [-0.03, 1, LONG],
  [0, -1, FLAT],
] as const;
const stances: TrainingSet = {
  x: matrixOf(ROWS.map(([last, distance]) => [7, last, distance])),
  y: Float64Array.from(ROWS, ([, , stance]) => stance),
  weights: null,
  task: "classification",
  classes: STANCES,
  columns: ["rsi(14)", "log-return(1)", "ema-distance(20)"],
};
const values: TrainingSet = { ...stances, task: "regression", classes: [], y: stances.y.map((y) => y * 10) };
const classifier = (family: typeof persistence, data = stances, given: object = {}) =>
  family.fit(data, family.params.parse(given), context) as Classifier;
const called = (model: Classifier, rows: readonly (readonly number[])[]) => {
  const p = model.predictProba(matrixOf(rows));
  const k = model.classes.length;
  return rows.map((_, i) => {
    const row = p.subarray(i * k, (i + 1) * k);
    return model.classes[row.indexOf(Math.max(...row))];
  });
};

describe("majority", () => {
  it("answers with the weighted class shares of training, whatever it is asked", () => {
    const model = majority.fit(
      { ...stances, weights: Float64Array.of(1, 1, 1, 1, 1, 1, 4) },
      {},
      context,
    ) as Classifier;
    expect([...model.predictProba(matrix(2, 3))]).toEqual([0.3, 0.4, 0.3, 0.3, 0.4, 0.3]);
    expect(model.importances).toBeNull();
  });

  it("answers with the mean of values", () => {
    const model = majority.fit(values, {}, context) as Regressor;
    expect([...model.predict(matrix(2, 3))]).toEqual([10, 10]);
  });

  it("can be trained on one class", () => {
    const model = majority.fit({ ...stances, y: new Float64Array(7) }, {}, context) as Classifier;
    expect([...model.predictProba(matrix(1, 3))]).toEqual([1, 0, 0]);
  });
});

describe("persistence", () => {
  it("calls the stance of the last move, and takes probabilities from what followed it", () => {
    const model = classifier(persistence);
    expect(
      called(model, [
        [0, 0.5, 0],
        [0, -0.5, 0],
        [0, 0, 0],
      ]),
    ).toEqual(["LONG", "SHORT", "FLAT"]);
    const after = model.predictProba(matrixOf([[0, 0.5, 0]]));
    // of three calls of LONG two came true and one was SHORT: (2 + 1) / (3 + 3) and (1 + 1) / (3 + 3)
    [2 / 6, 1 / 6, 3 / 6].forEach((share, k) => {
      expect(after[k]).toBeCloseTo(share, 5);
    });
    expect([...model.importances!]).toEqual([0, 1, 0]);
    expect(model.facts).toEqual({ column: "log-return(1)" });
  });

  it("reads another column where it is told to, and calls FLAT within the threshold", () => {
    const model = classifier(persistence, stances, { column: "rsi(14)", threshold: 5 });
    expect(
      called(model, [
        [5, 9, 9],
        [5.1, -9, 0],
      ]),
    ).toEqual(["FLAT", "LONG"]);
    expect(model.facts).toEqual({ column: "rsi(14)" });
  });

  it("maps moves to the first and last class where classes have other names", () => {
    const model = classifier(persistence, {
      ...stances,
      classes: ["fell", "rose"],
      y: stances.y.map((y) => (y === LONG ? 1 : 0)),
    });
    expect(
      called(model, [
        [0, 1, 0],
        [0, -1, 0],
        [0, 0, 0],
      ]),
    ).toEqual(["rose", "fell", "fell"]);
  });

  it("answers with the column's own value as a regression", () => {
    const model = persistence.fit(values, persistence.params.parse({}), context) as Regressor;
    expect([...model.predict(matrixOf([[1, 0.25, 3]]))]).toEqual([0.25]);
  });

  it("says which columns there are where its own is not", () => {
    const without = { ...stances, columns: ["rsi(14)", "atr(14)", "macd(12,26,9)"] };
    expect(() => classifier(persistence, without)).toThrow(BadTrainingSetError);
    expect(() => classifier(persistence, without)).toThrow(
      'starts with return( or log-return(, or its name as param column; there are "rsi(14), atr(14), macd(12,26,9)"',
    );
    expect(() => classifier(persistence, stances, { column: "log-return(2)" })).toThrow(
      'Did you mean "log-return(1)"?',
    );
  });
});

describe("moving-average", () => {
  it("calls up above the average and down below, and learns classes only", () => {
    expect(
      called(classifier(movingAverage), [
        [0, -1, 2],
        [0, 1, -2],
      ]),
    ).toEqual(["LONG", "SHORT"]);
    expect(() => movingAverage.fit(values, movingAverage.params.parse({}), context)).toThrow(
      "it learns classification",
    );
  });
});

describe("probabilities of a call", () => {
  it("are the smoothed shares where the call is first among them", () => {
    [...callProbabilities(Float64Array.of(7, 0, 1), 0)].forEach((p, k) => {
      expect(p).toBeCloseTo([8 / 11, 1 / 11, 2 / 11][k]!, 5);
    });
  });

  it("are levelled with those before it where it is not", () => {
    [...callProbabilities(Float64Array.of(1, 9, 0), 0)].forEach((p, k) => {
      expect(p).toBeCloseTo([6 / 13, 6 / 13, 1 / 13][k]!, 5);
    });
  });

  it("sum to 1, are above 0, and put the call first, whatever followed", () => {
    const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.nat(), (followed, at) => {
        const k = at % followed.length;
        const p = callProbabilities(Float64Array.from(followed), k);
        expect(p.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        p.forEach((share, other) => {
          expect(share).toBeGreaterThan(0);
          if (other !== k) expect(share).toBeLessThan(p[k]!);
        });
      }),
    );
  });
});

const ask = (model: Model, x = stances.x) => (model.task === "regression" ? model.predict(x) : model.predictProba(x));

describe("every baseline", () => {
  const trained = [
    ["majority", majority, stances],
    ["majority of values", majority, values],
    ["persistence", persistence, stances],
    ["persistence of values", persistence, values],
    ["moving-average", movingAverage, stances],
  ] as const;

  it.each(trained)(
    "%s comes back from its artifact, and any change of it is refused or still answers",
    (_, family, data) => {
      const model = family.fit(data, family.params.parse({}) as never, context) as Model;
      const artifact = model.toArtifact();
      const back = family.fromArtifact(structuredClone(artifact));
      expect(ask(back)).toEqual(ask(model));
      expect(back.toArtifact()).toEqual(artifact);
      expect(back.facts).toEqual(model.facts);
      expect(() => ask(back, matrix(1, 2))).toThrow(ShapeError);
      const junk = fc.oneof(
        fc.double(),
        fc.string(),
        fc.constant(undefined),
        fc.constantFrom("classification", "regression"),
      );
      fc.assert(
        fc.property(fc.nat(), fc.nat(), junk, fc.boolean(), (key, at, value, which) => {
          const changed = structuredClone(artifact) as {
            family: string;
            format: number;
            meta: Record<string, unknown>;
            arrays: Record<string, Float64Array>;
          };
          const [array] = Object.values(changed.arrays);
          const keys = Object.keys(changed.meta);
          if (which && array !== undefined) array[at % array.length] = Number(value);
          else changed.meta[keys[key % keys.length]!] = value;
          try {
            const read = family.fromArtifact(changed);
            const x = matrix(1, read.columns);
            if (read.task === "classification")
              expect(read.predictProba(x).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 8);
            else expect(read.predict(x).every(Number.isFinite)).toBe(true);
          } catch (error) {
            if (!(error instanceof BadArtifactError)) throw error;
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it("refuses data that cannot be learnt from", () => {
    for (const family of [majority, persistence, movingAverage]) {
      const fit = (data: TrainingSet) => family.fit(data, family.params.parse({}) as never, context);
      expect(() => fit({ ...stances, x: matrix(0, 3), y: new Float64Array(0) })).toThrow(BadTrainingSetError);
      expect(() => fit({ ...stances, y: new Float64Array(7).fill(3) })).toThrow("label of row 0 is 3");
    }
  });
});
