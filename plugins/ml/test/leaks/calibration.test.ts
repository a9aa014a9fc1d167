import { createRng, frameOf } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { fitCalibrator } from "../../src/calibration/index.js";
import { familyCatalogue } from "../../src/catalogue.js";
import type { Matrix } from "../../src/matrix.js";
import { shippedFamilies } from "../../src/models/index.js";
import type { Classifier, ModelFamily, TrainingSet } from "../../src/models/model.js";
import { BadTrainingSetError } from "../../src/models/model.js";
import { predictionSeries } from "../../src/trained/prediction-series.js";
import type { Training } from "../../src/training/train.js";
import { BadSplitError } from "../../src/validation/split.js";
import { barsOfCloses } from "../made-bars.js";
import { asLoaded, smallTraining } from "../small-training.js";

const keyOf = ({ columns, data }: Matrix, i: number) => data.subarray(i * columns, (i + 1) * columns).join();
const CERTAIN = 0.95;

/** Knows every row that it was shown by heart, and is as certain of those that it was not. */
const memory: ModelFamily<z.ZodType<object>> = {
  name: "memory",
  about: "knows by heart",
  tasks: ["classification"],
  params: z.strictObject({}),
  fit({ x, y, classes }: TrainingSet): Classifier {
    const known = new Map(Array.from(y, (label, i) => [keyOf(x, i), label]));
    const rng = createRng(1);
    const guesses = new Map<string, number>();
    const answer = (key: string) => {
      const label = known.get(key) ?? guesses.get(key) ?? rng.int(2);
      guesses.set(key, label);
      return label;
    };
    return {
      family: "memory",
      task: "classification",
      classes,
      columns: x.columns,
      importances: null,
      facts: {},
      toArtifact: () => ({ family: "memory", format: 1, meta: {}, arrays: {} }),
      predictProba(rows, out = new Float64Array(rows.rows * 2)) {
        for (let i = 0; i < rows.rows; i++) {
          const label = answer(keyOf(rows, i));
          out[2 * i] = label === 0 ? CERTAIN : 1 - CERTAIN;
          out[2 * i + 1] = 1 - out[2 * i]!;
        }
        return out;
      },
    };
  },
  fromArtifact: () => {
    throw new Error("not read");
  },
};

/** A walk of 4,000 hours, on which nothing can be learnt. */
function walk() {
  const rng = createRng(21);
  let price = 100;
  return barsOfCloses(Array.from({ length: 4_000 }, () => (price *= 1 + 0.01 * (rng.next() - 0.5))));
}

const learners = familyCatalogue([...shippedFamilies, memory]);
const model = { family: "memory", label: { type: "direction", horizon: 6 }, calibration: "platt" } as const;
const train = (overrides = {}) =>
  smallTraining({ model, features: ["log-return(1)", "log-return(2)"], ...overrides }, walk(), undefined, learners);

describe("a model that knows its training rows by heart", () => {
  let training: Training;
  let said: Float64Array;
  beforeAll(async () => {
    training = await train();
    const { set, trained } = asLoaded(training);
    said = predictionSeries(frameOf(walk(), { timeframe: "1h" }), set, trained)[0]![1]!.values();
  });

  it("is calibrated on rows that it has not seen: nothing is left of its certainty", () => {
    const after = said.subarray(100);
    expect(Math.max(...after)).toBeLessThan(0.6);
    expect(Math.min(...after)).toBeGreaterThan(0.4);
  });

  it("would stay certain if it were calibrated on its training rows: the test above would see a leak", () => {
    const outcomes = Float64Array.from({ length: 1_000 }, (_, i) => i % 2);
    const recited = Float64Array.from({ length: 2_000 }, (_, i) =>
      (i % 2 === 1) === (outcomes[i >> 1] === 1) ? CERTAIN : 1 - CERTAIN,
    );
    const calibrator = fitCalibrator("platt", recited, outcomes, ["SHORT", "LONG"]);
    const probabilities = Float64Array.of(1 - CERTAIN, CERTAIN);
    calibrator.apply(probabilities, 2);
    expect(probabilities[1]).toBeGreaterThan(0.95);
  });

  it("was calibrated after the labels of its training were known, and before the test range", () => {
    const { train: learnt, calibration, test } = training.trained.ranges;
    const horizon = 6 * 3_600_000;
    expect(calibration!.from).toBeGreaterThan(learnt.to + horizon);
    expect(test.from).toBeGreaterThan(calibration!.to + horizon);
  });
});

describe("calibration without rows or without probabilities", () => {
  it("is refused where the split leaves it nothing", async () => {
    const nothing = train({ split: { train: 0.8, calibration: 0, test: 0.2 } });
    await expect(nothing).rejects.toThrow(BadSplitError);
    await expect(nothing).rejects.toThrow(/split\.calibration/);
  });

  it("is refused for a label that is a number", async () => {
    const regressor = {
      family: "random-forest-regressor",
      label: { type: "forward-return", horizon: 6 },
      calibration: "platt",
    } as const;
    const nothing = train({ model: regressor });
    await expect(nothing).rejects.toThrow(BadTrainingSetError);
    await expect(nothing).rejects.toThrow(/for classifiers/);
  });
});
