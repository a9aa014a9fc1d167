import { createRng, normalQuantile } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset.js";
import { matrix, takeColumns } from "../../src/matrix.js";
import { selectFeatures } from "../../src/selection/select-features.js";
import { learnerOf } from "../../src/training/fit-member.js";
import { validate } from "../../src/training/judge.js";
import { MemberRecipe } from "../../src/training/recipe.js";
import { families } from "../small-training.js";

const SAMPLES = 300;
const CANDIDATES = 3_000;

/** A coin tossed three hundred times, and three thousand columns that know nothing of it. */
function noise(seed: number): Dataset {
  const rng = createRng(seed);
  const x = matrix(SAMPLES, CANDIDATES);
  for (let i = 0; i < x.data.length; i++) x.data[i] = normalQuantile(rng.next() * 0.999998 + 1e-6);
  const row = Int32Array.from({ length: SAMPLES }, (_, i) => i);
  return {
    x,
    columns: Array.from({ length: CANDIDATES }, (_, j) => `noise${j}`),
    task: "classification",
    classes: ["SHORT", "LONG"],
    y: Float64Array.from(row, () => rng.int(2)),
    weights: null,
    row,
    time: Float64Array.from(row),
    start: row,
    end: row,
  };
}

const STEPS = [
  ["an F test", { type: "f-test", keep: 10 }],
  ["the information coefficient", { type: "information-coefficient", keep: 10 }],
] as const;

const recipeOf = (selection: readonly object[]) =>
  MemberRecipe.parse({
    family: "logistic-regression",
    label: { type: "direction", horizon: 1 },
    scaling: "standard",
    selection,
  });

/** Mean accuracy over the folds of the pipeline. */
async function accuracy(data: Dataset, selection: readonly object[]): Promise<number> {
  const recipe = recipeOf(selection);
  const scheme = { method: "purged-k-fold", folds: 5, embargo: 0 } as const;
  const { folds } = await validate(recipe, learnerOf(recipe, families), data, scheme, { seed: 1 });
  const scores = folds.map(({ metrics }) => (metrics as { accuracy: number }).accuracy);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

describe.each(STEPS)("the ten best of 3,000 columns of noise, by %s", (_, step) => {
  it("chosen in each fold on its training rows foretell nothing", async () => {
    const scores = [
      await accuracy(noise(1), [step]),
      await accuracy(noise(2), [step]),
      await accuracy(noise(3), [step]),
    ];
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05); // 900 tosses: one standard deviation is 0.017
  });

  it("chosen before the division seem to foretell over 60 %: the test above would see a leak", async () => {
    const data = noise(1);
    const { kept } = selectFeatures(data, [step as never]);
    const places = kept.map((column) => data.columns.indexOf(column));
    const chosen = { ...data, x: takeColumns(data.x, places), columns: kept };
    expect(await accuracy(chosen, [])).toBeGreaterThan(0.6);
  });
});
