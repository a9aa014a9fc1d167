import { sliceBars } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { frameOf } from "@bellwether/core";
import { BadArtifactError, type Classifier, matrixOf, type TrainingSet } from "@bellwether/ml";
import { describeFeature } from "@bellwether/ml/testing";
import { describe, expect, it } from "vitest";
import { nearestCentroid } from "./nearest-centroid.js";
import { upShare } from "./own-feature.js";

const { columns } = await readBars(new URL("../../data/sample/eurusd-1h.csv", import.meta.url).pathname);
const bars = sliceBars(columns, undefined, Date.UTC(2017, 2, 1));

describeFeature({ feature: upShare, params: [24], bars, timeframe: "1h" });

it("up-share counts the rising bars of its window, from the first full one on", () => {
  const open = Float64Array.of(1, 1, 1, 1, 1, 1);
  const close = Float64Array.of(2, 2, 1, 0.5, 2, 2);
  const openTime = open.map((_, i) => i * 3_600_000);
  const df = frameOf({ openTime, open, high: close, low: close, close, volume: open }, { timeframe: "1h" });
  expect(Array.from(upShare.series(df, 4).values(), (x) => (Number.isNaN(x) ? null : x))).toEqual([
    null,
    null,
    null,
    0.5,
    0.5,
    0.5,
  ]);
});

describe("nearest-centroid", () => {
  const data: TrainingSet = {
    x: matrixOf([
      [0, 0],
      [0, 2],
      [4, 4],
      [6, 4],
    ]),
    y: Float64Array.of(0, 0, 1, 1),
    weights: null,
    task: "classification",
    classes: ["SHORT", "LONG"],
    columns: ["a", "b"],
  };
  const fit = async () => (await nearestCentroid.fit(data, { temperature: 1 }, { seed: 1 })) as Classifier;

  it("puts its centroids at the means, and answers by distance", async () => {
    const model = await fit();
    expect(Array.from(model.toArtifact().arrays.centroids!)).toEqual([0, 1, 5, 4]);
    const asked = [
      [0, 1],
      [2.5, 2.5],
    ];
    const [near, far, ...halfway] = model.predictProba(matrixOf(asked));
    expect(near).toBeCloseTo(1 / (1 + Math.exp(-17)), 12); // (25 + 9) / 2 columns farther
    expect(near! + far!).toBeCloseTo(1, 12);
    expect(halfway).toEqual([0.5, 0.5]);
  });

  it("counts rows by their weights", async () => {
    const weighted = { ...data, weights: Float64Array.of(3, 1, 0, 2) };
    const model = await nearestCentroid.fit(weighted, { temperature: 1 }, { seed: 1 });
    expect(Array.from(model.toArtifact().arrays.centroids!)).toEqual([0, 0.5, 6, 4]);
  });

  it("is the same model after a trip through its file, and refuses a file that is damaged", async () => {
    const model = await fit();
    const artifact = model.toArtifact();
    const back = nearestCentroid.fromArtifact(artifact) as Classifier;
    expect(back.predictProba(data.x)).toEqual(model.predictProba(data.x));
    const short = { ...artifact, arrays: { centroids: Float64Array.of(0, 1, 5) } };
    expect(() => nearestCentroid.fromArtifact(short)).toThrow(BadArtifactError);
    const odd = { ...artifact, meta: { ...artifact.meta, temperature: 0 } };
    expect(() => nearestCentroid.fromArtifact(odd)).toThrow("nearest-centroid: temperature");
  });
});
