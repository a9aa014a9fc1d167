import { type BarColumns, createRng, normalQuantile } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset.js";
import { barrierTrades } from "../../src/labels/barrier-trades.js";
import { metaLabels } from "../../src/labels/meta-labels.js";
import { TripleBarrierSettings } from "../../src/labels/triple-barrier-settings.js";
import { matrix } from "../../src/matrix.js";
import { randomForest } from "../../src/models/forest/random-forest.js";
import { BadTrainingSetError } from "../../src/models/model.js";
import { crossValidate } from "../../src/validation/cross-validate.js";
import { purgedKFold } from "../../src/validation/k-fold.js";
import { rocAuc } from "../../src/validation/metrics/roc-auc.js";
import { barsOfCloses } from "../made-bars.js";

const ROWS = 6_000;
const COLUMNS = 6;
const OPTIONS = { profit: 1.5, stop: 1.5, horizon: 12, volatilitySpan: 50 } as const;

const gauss = (next: number) => normalQuantile(next * 0.999998 + 1e-6);

function walk(seed: number): BarColumns {
  const rng = createRng(seed);
  let price = 100;
  return barsOfCloses(Array.from({ length: ROWS }, () => (price *= Math.exp(0.005 * gauss(rng.next())))));
}

/** Samples of a second model: noise for features, and whether the trades of the first one's sides make money. */
function metaSamples(bars: BarColumns, sides: Int8Array, seed: number): Dataset {
  const labels = metaLabels(bars, { ...OPTIONS, sides, outOfFold: new Uint8Array(ROWS).fill(1) });
  const rng = createRng(seed);
  const x = matrix(
    labels.row.length,
    COLUMNS,
    Float32Array.from({ length: labels.row.length * COLUMNS }, () => gauss(rng.next())),
  );
  const { value: y, ...spans } = labels;
  const columns = Array.from({ length: COLUMNS }, (_, j) => `noise${j}`);
  return { ...spans, x, columns, y, weights: null, time: Float64Array.from(labels.row) };
}

const params = randomForest.params.parse({ trees: 30, maxDepth: 6, minSamplesLeaf: 10, outOfBag: false });

async function aucOf(data: Dataset): Promise<number> {
  const { outOfFold } = await crossValidate({
    data,
    splits: purgedKFold(data, { folds: 5 }),
    fit: (train, seed) => randomForest.fit(train, params, { seed }),
  });
  const win = Float64Array.from(data.y, (_, i) => outOfFold[2 * i + 1]!);
  return rocAuc(win, data.y)!;
}

describe("a second model over noise", () => {
  it("learns nothing of a first one that trades at random: AUC 0.5 ± 0.05, for three of them", async () => {
    for (const seed of [1, 2, 3]) {
      const rng = createRng(seed).fork("sides");
      const sides = Int8Array.from({ length: ROWS }, () => (rng.int(2) === 0 ? -1 : 1));
      const data = metaSamples(walk(seed), sides, seed + 50);
      expect(data.y.length).toBeGreaterThan(5_000);
      expect(Math.abs((await aucOf(data)) - 0.5)).toBeLessThan(0.05);
    }
  });

  it("finds the rows where the first one is right, where a column knows: the test above could fail", async () => {
    const rng = createRng(9).fork("sides");
    const sides = Int8Array.from({ length: ROWS }, () => (rng.int(2) === 0 ? -1 : 1));
    const data = metaSamples(walk(9), sides, 59);
    for (let i = 0; i < data.y.length; i++) data.x.data[i * COLUMNS]! += data.y[i]!;
    expect(await aucOf(data)).toBeGreaterThan(0.65);
  });

  it("is refused where the first one is always right: there is one class only, and the error says so", () => {
    const bars = walk(4);
    const settings = TripleBarrierSettings.parse({ type: "triple-barrier", ...OPTIONS });
    const sides = new Int8Array(ROWS);
    for (const side of [1, -1]) {
      const { row, entry, exit } = barrierTrades(bars, settings, { side: new Int8Array(ROWS).fill(side) });
      for (let i = 0; i < row.length; i++) if (side * (exit[i]! - entry[i]!) > 0) sides[row[i]!] = side;
    }
    const data = metaSamples(bars, sides, 54);
    expect(data.y.length).toBeGreaterThan(4_000);
    expect(data.y.every((won) => won === 1)).toBe(true);
    expect(() => randomForest.fit(data, params, { seed: 1 })).toThrow(BadTrainingSetError);
    expect(() => randomForest.fit(data, params, { seed: 1 })).toThrow(/one class/);
  });
});
