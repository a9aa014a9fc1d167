import { BarStore, canonicalJson, frameOf } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import { BadArtifactError } from "../src/models/model.js";
import { fromBundle, toBundle } from "../src/trained/bundle.js";
import { predictionSeries } from "../src/trained/prediction-series.js";
import type { Training } from "../src/training/train.js";
import { BadSplitError } from "../src/validation/split.js";
import { sampleHours } from "./sample-bars.js";
import { asLoaded, families, smallTraining } from "./small-training.js";

let training: Training;
beforeAll(async () => {
  training = await smallTraining();
});

describe("a training", () => {
  it("gives the same version twice, byte for byte", async () => {
    const again = toBundle((await smallTraining()).trained);
    const first = toBundle(training.trained);
    expect(canonicalJson(again.manifest)).toBe(canonicalJson(first.manifest));
    expect(again.files).toEqual(first.files);
  });

  it.each([
    ["another seed", { seed: 2 }],
    ["another horizon", { model: { family: "random-forest", label: { type: "direction", horizon: 7 } } }],
  ] as const)("gives another version for %s", async (_, overrides) => {
    const other = toBundle((await smallTraining(overrides as never)).trained);
    expect(canonicalJson(other.manifest)).not.toBe(canonicalJson(toBundle(training.trained).manifest));
  });

  it("keeps training, calibration and test apart by the horizon of the label", () => {
    const { train, calibration, test } = training.trained.ranges;
    const hour = 3_600_000;
    expect(calibration!.from - train.to).toBeGreaterThanOrEqual(7 * hour);
    expect(test.from - calibration!.to).toBeGreaterThanOrEqual(7 * hour);
    expect(training.trained.trainedUntil).toBeLessThanOrEqual(test.from);
  });

  it("learns nothing from the test range: bars changed there change no model", async () => {
    const bars = await sampleHours();
    const from = bars.openTime.findIndex((time) => time >= training.trained.ranges.test.from);
    const mirrored = (column: Float64Array) =>
      column.map((value, i) => (i < from ? value : value * (1 + 0.01 * ((i * 7919) % 11))));
    const changed = {
      ...bars,
      open: mirrored(bars.open),
      high: mirrored(bars.high),
      low: mirrored(bars.low),
      close: mirrored(bars.close),
    };
    const other = await smallTraining({}, changed);
    expect(toBundle(other.trained).files).toEqual(toBundle(training.trained).files);
    expect(other.report.members[0]!.metrics).not.toEqual(training.report.members[0]!.metrics);
  });

  it("counts what it left out, and says what it found in the bars", () => {
    const { data, features } = training.report;
    expect(features).toEqual(training.trained.columns.map(({ name }) => name));
    expect(data).toMatchObject({ bars: 6_225, unlabelledRows: 6, warmupRows: expect.any(Number) });
    expect(data.findings.join()).toContain("15 bars missing");
  });

  it("expires after as long as it was trained on, unless told otherwise", async () => {
    const { trainedUntil, expiresAt, ranges } = training.trained;
    expect(expiresAt! - trainedUntil).toBe(trainedUntil - ranges.train.from);
    expect((await smallTraining({ expiresAfter: null })).trained.expiresAt).toBeNull();
    const soon = (await smallTraining({ expiresAfter: 24 })).trained;
    expect(soon.expiresAt! - soon.trainedUntil).toBe(24 * 3_600_000);
  });

  it("refit learns from every labelled row, after it was judged as before", async () => {
    const refit = await smallTraining({ refit: true });
    expect(refit.report.members[0]!.metrics).toEqual(training.report.members[0]!.metrics);
    expect(refit.trained.trainedUntil).toBeGreaterThan(training.trained.trainedUntil);
    expect(refit.report.warnings.join()).toContain("every labelled row");
  });

  it("drops columns and scales on training rows only, and says what it dropped", async () => {
    const { trained, report } = await smallTraining({
      features: ["log-return(1)", "simple-return(1)", "log-return(6)", "body-ratio"],
      model: {
        family: "logistic-regression",
        label: { type: "direction", horizon: 6 },
        selection: [{ type: "correlation", max: 0.95 }],
        scaling: "standard",
        pca: { components: 2 },
      },
    });
    expect(report.dropped).toHaveLength(1);
    expect(trained.members[0]!.transforms.map(({ type }) => type)).toEqual(["select", "standard", "pca"]);
    expect(trained.members[0]!.model.columns).toBe(2);
  });

  it("warns of a linear model of columns that were not scaled", async () => {
    const linear = { family: "logistic-regression", label: { type: "direction", horizon: 6 } } as const;
    const warnings = async (scaling: "none" | "robust") =>
      (await smallTraining({ model: { ...linear, scaling } })).report.warnings.filter((text) =>
        text.includes("scaling"),
      );
    expect(await warnings("none")).toEqual([
      expect.stringMatching(/^logistic-regression .* set scaling: standard or robust$/),
    ]);
    expect(await warnings("robust")).toEqual([]);
  });

  it("refuses a history that is too short to be divided", async () => {
    const bars = await sampleHours();
    const few = Object.fromEntries(Object.entries(bars).map(([name, column]) => [name, column.slice(0, 200)]));
    await expect(smallTraining({}, few as never)).rejects.toThrow(BadSplitError);
  });
});

describe("a version", () => {
  it("answers after a round trip as before, to the last bit", async () => {
    const bars = await sampleHours();
    const read = fromBundle(JSON.parse(JSON.stringify(toBundle(training.trained), bytes), fromBytes), families);
    const before = predictionSeries(frameOf(bars, { timeframe: "1h" }), asLoaded(training).set, training.trained);
    const after = predictionSeries(frameOf(bars, { timeframe: "1h" }), asLoaded(training).set, read);
    expect(after[0]!.map((series) => series.values())).toEqual(before[0]!.map((series) => series.values()));
  });

  it("is refused where a golden row is answered otherwise", () => {
    const { manifest, files } = toBundle(training.trained);
    const arrays = (manifest.members as { arrays: { name: string; offset: number }[] }[])[0]!.arrays;
    const leaf = arrays.find(({ name }) => /lea|prob|value/i.test(name))!;
    const bytes = files["arrays.bin"]!.slice();
    // the last bit of one leaf after the other: some row meets one of them
    for (let at = leaf.offset; at < leaf.offset + 64; at += 4) bytes[at]! ^= 1;
    expect(() => fromBundle({ manifest, files: { "arrays.bin": bytes } }, families)).toThrow(BadArtifactError);
  });

  it.each([
    [
      "a family that nobody brings",
      (manifest: Manifest) => Object.assign(manifest.members[0]!, { family: "oracle" }),
      /no model family is called "oracle"/,
    ],
    ["fewer columns", (manifest: Manifest) => void manifest.columns.pop(), /takes 5 columns, it is given 4/],
    ["no golden rows that fit", (manifest: Manifest) => void manifest.golden.rows.pop(), /golden rows/],
    [
      "a timeframe that is none",
      (manifest: Manifest) => Object.assign(manifest, { timeframe: "1 hour" }),
      /timeframe: is no timeframe/,
    ],
  ])("is refused with %s", (_, spoil, message) => {
    const { manifest, files } = toBundle(training.trained);
    spoil(manifest as unknown as Manifest);
    expect(() => fromBundle({ manifest, files }, families)).toThrow(message);
  });
});

interface Manifest {
  members: { family: string }[];
  columns: unknown[];
  golden: { rows: unknown[] };
  timeframe: string;
}

describe("predictions over a frame", () => {
  it("are the same bar by bar as all at once, also where a live frame lets old bars go", async () => {
    const bars = await sampleHours();
    const { set, trained } = asLoaded(training);
    const whole = predictionSeries(frameOf(bars, { timeframe: "1h" }), set, trained)[0]!.map((series) =>
      series.values(),
    );
    const store = new BarStore({ symbol: "EUR/USD", timeframe: "1h", history: 64 });
    const live = predictionSeries(store.frame, set, trained)[0]!;
    for (let i = 0; i < 2_000; i++) {
      const { openTime, open, high, low, close, volume } = bars;
      store.append({
        openTime: openTime[i]!,
        open: open[i]!,
        high: high[i]!,
        low: low[i]!,
        close: close[i]!,
        volume: volume[i]!,
      });
      store.reveal();
      for (let k = 0; k < live.length; k++)
        if (!Object.is(live[k]!.last, whole[k]![i]!)) expect([i, k, live[k]!.last]).toEqual([i, k, whole[k]![i]]);
    }
  });

  it("are NaN in the warm-up and in rows whose features are not numbers, and nowhere else", async () => {
    const bars = await sampleHours();
    const close = bars.close.slice();
    close[3_000] = Number.NaN;
    const { set, trained } = asLoaded(training);
    const [series] = predictionSeries(frameOf({ ...bars, close }, { timeframe: "1h" }), set, trained)[0]!;
    const values = series!.values();
    const missing = [...values.keys()].filter((i) => Number.isNaN(values[i]!));
    expect(missing.filter((i) => i < 3_000)).toEqual([...Array(set.warmup).keys()]);
    expect(missing).toContain(3_000);
    expect(missing.at(-1)).toBeLessThan(3_000 + 2 * set.warmup);
  });
});

const bytes = (_: string, value: unknown) => (value instanceof Uint8Array ? { bytes: [...value] } : value);
const fromBytes = (_: string, value: { bytes?: number[] }) =>
  Array.isArray(value?.bytes) ? Uint8Array.from(value.bytes) : value;
