import type { BarColumns } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import { featureCatalogue } from "../../src/catalogue.js";
import { defineFeature } from "../../src/features/feature.js";
import { shippedFeatures } from "../../src/features/index.js";
import { forwardReturnLabels } from "../../src/labels/forward-return-labels.js";
import { volatilityLabels } from "../../src/labels/volatility-labels.js";
import { LabelLeakError } from "../../src/training/label-leak.js";
import { BadSplitError } from "../../src/validation/split.js";
import { sampleHours } from "../sample-bars.js";
import { smallTraining } from "../small-training.js";

/** A column of a file that somebody computed with the whole history at hand. It looks at no later row by itself. */
const vendor = defineFeature({
  name: "vendor-score",
  group: "price",
  about: "what a file says",
  needs: ["score"],
  warmup: () => 0,
  series: (df) => df.column("score"),
});
const catalogue = featureCatalogue([...shippedFeatures, vendor]);
const features = ["log-return(1)", "log-return(6)", "vendor-score"];
const HORIZON = 6;

let bars: BarColumns;
let ahead: Float64Array;
beforeAll(async () => {
  bars = await sampleHours();
  const { row, value } = forwardReturnLabels(bars, { horizon: HORIZON });
  ahead = new Float64Array(bars.close.length);
  for (const [i, at] of row.entries()) ahead[at] = value[i]!;
});

const train = (score: Float64Array, model: object) =>
  smallTraining({ features, model: model as never }, { ...bars, extra: { score } }, catalogue);
const regression = {
  family: "random-forest-regressor",
  params: { trees: 3 },
  label: { type: "forward-return", horizon: HORIZON },
};
const classes = { family: "random-forest", params: { trees: 3 }, label: { type: "direction", horizon: HORIZON } };

describe("a column that is the label is refused, by name", () => {
  it.each([
    ["the label itself", (y: Float64Array) => y],
    ["the label turned round and moved", (y: Float64Array) => y.map((value) => 3 - 20 * value)],
    ["its rank", (y: Float64Array) => y.map((value) => Math.sinh(200 * value))],
  ] as const)("%s, of a number", async (_, score) => {
    const error = await train(score(ahead), regression).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LabelLeakError);
    expect(error).toMatchObject({ code: "LABEL_LEAK", column: "vendor-score" });
  });

  it.each([
    ["the return that decides them", (y: Float64Array) => y],
    ["that return turned round", (y: Float64Array) => y.map((value) => -value)],
    ["their number", (y: Float64Array) => y.map((value) => (value > 0 ? 1 : 0))],
  ] as const)("%s, of classes", async (_, score) => {
    await expect(train(score(ahead), classes)).rejects.toThrow(
      /^the feature vendor-score tells the classes of the label apart without a fault over \d+ training samples/,
    );
  });
});

it("a column that nearly is the label is not: it may be luck, and a report shows it", async () => {
  const nearly = ahead.map((value, i) => (i % 50 === 0 ? -value : value));
  const { report } = await train(nearly, classes);
  expect((report.members[0]!.metrics as { accuracy: number }).accuracy).toBeGreaterThan(0.9);
});

it("the median that decides a label of volatility is taken from training rows, or refused", async () => {
  const model = (medianRows: number) => ({
    ...classes,
    label: { type: "volatility", horizon: HORIZON, as: "above-median", medianRows },
  });
  const late = train(ahead.fill(0), model(6_200));
  await expect(late).rejects.toThrow(BadSplitError);
  const [, most] = /give at most (\d+)/.exec(String(await late.catch(String)))!;
  const { report } = await train(ahead, model(Number(most)));
  const counts = report.members[0]!.classCounts!;
  const { value, end } = volatilityLabels(bars, { horizon: HORIZON });
  expect(value.filter((_, i) => end[i]! < Number(most)).length).toBeGreaterThan(4_000);
  expect(Math.abs(counts[0]! / (counts[0]! + counts[1]!) - 0.5)).toBeLessThan(0.05);
});
