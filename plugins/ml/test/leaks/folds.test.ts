import { createRng } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset.js";
import { randomForest } from "../../src/models/forest/random-forest.js";
import { crossValidate } from "../../src/validation/cross-validate.js";
import { kFold, purgedKFold } from "../../src/validation/k-fold.js";
import { classificationMetrics } from "../../src/validation/metrics/classification-metrics.js";
import type { PurgedSplit } from "../../src/validation/purge.js";
import type { Split } from "../../src/validation/split.js";
import { HORIZON, randomWalk } from "./random-walk.js";

const params = randomForest.params.parse({ trees: 40, maxDepth: 16, outOfBag: false });

/** Accuracy over all samples, each said by the model that was not fitted to it. */
async function accuracy(data: Dataset, splits: readonly Split[]): Promise<number> {
  const { outOfFold } = await crossValidate({
    data,
    splits: splits.map((split): PurgedSplit => ({ purged: 0, embargoed: 0, ...split })),
    fit: (train, seed) => randomForest.fit(train, params, { seed }),
  });
  return classificationMetrics(data.y, outOfFold, data.classes).accuracy;
}

/** What many tutorials do: samples dealt to folds at random. */
function shuffled(samples: number, folds: number): Split[] {
  const rng = createRng(9);
  const order = Int32Array.from({ length: samples }, (_, i) => i);
  for (let i = samples - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return kFold(samples, { folds }).map(({ train, test }) => ({
    train: train.map((i) => order[i]!).sort(),
    test: test.map((i) => order[i]!).sort(),
  }));
}

/** Pairs of a training and a test sample whose spans share a bar. */
function meetings({ row, end }: Dataset, splits: readonly Split[]): number {
  let pairs = 0;
  for (const { train, test } of splits)
    for (const i of train) for (const j of test) if (row[i]! <= end[j]! && end[i]! >= row[j]!) pairs++;
  return pairs;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("on a random walk, where nothing can be learnt", () => {
  const walks = [1, 2, 3].map((seed) => randomWalk(4_000, seed));
  const scores = { shuffled: [] as number[], contiguous: [] as number[], purged: [] as number[] };
  beforeAll(async () => {
    for (const data of walks) {
      scores.shuffled.push(await accuracy(data, shuffled(data.y.length, 5)));
      scores.contiguous.push(await accuracy(data, kFold(data.y.length, { folds: 5 })));
      scores.purged.push(await accuracy(data, purgedKFold(data, { folds: 5 })));
    }
  });

  it("folds of shuffled samples find an edge of over 70 %: the test below would see a leak", () => {
    for (const score of scores.shuffled) expect(score).toBeGreaterThan(0.7);
  });

  it("purged folds find none", () => {
    expect(mean(scores.purged)).toBeLessThan(0.56);
    for (const score of scores.purged) expect(score).toBeLessThan(0.6);
  });

  it("a missing purge does not show in the accuracy, only in the spans", () => {
    expect(Math.abs(mean(scores.contiguous) - mean(scores.purged))).toBeLessThan(0.04);
    const [data] = walks;
    expect(meetings(data!, purgedKFold(data!, { folds: 5 }))).toBe(0);
    // at each of four edges: samples up to HORIZON rows apart, either side learning of the other's test
    expect(meetings(data!, kFold(data!.y.length, { folds: 5 }))).toBe(4 * 2 * ((HORIZON * (HORIZON + 1)) / 2));
  });
});
