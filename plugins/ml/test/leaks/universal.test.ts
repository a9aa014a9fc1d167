import { type BarColumns, createRng, frameOf } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import { featureCatalogue } from "../../src/catalogue.js";
import { FeatureSet } from "../../src/features/feature-set.js";
import { shippedFeatures } from "../../src/features/index.js";
import type { LoadedModel } from "../../src/strategy/model-source.js";
import { futures, mapBars, sliceBars } from "../../src/testing/bar-variants.js";
import { predictionSeries } from "../../src/trained/prediction-series.js";
import type { Training } from "../../src/training/train.js";
import { sampleHours } from "../sample-bars.js";
import { asLoaded, smallTraining } from "../small-training.js";

/** Windows, recursions, a higher timeframe and the calendar. */
const FEATURES = ["log-return(1)", "ema-distance(9)", "rsi-normalised(7)", "rsi-normalised(3)@4h", "volume-ratio(10)"];
const CALENDAR = ["hour-sine", "weekday-cosine"];
/** A classifier whose answer moves with every bit of a feature: scaled, rotated, calibrated. */
const LINEAR = {
  family: "logistic-regression",
  label: { type: "triple-barrier", horizon: 12, atr: 14, timeout: "sign" },
  scaling: "standard",
  pca: { components: 4 },
  calibration: "platt",
} as const;

let bars: BarColumns;
let training: Training;
let model: LoadedModel;
beforeAll(async () => {
  bars = await sampleHours();
  training = await smallTraining({ features: [...FEATURES, ...CALENDAR], model: LINEAR });
  model = asLoaded(training);
});

/** Probability of LONG at every row. */
function predictions(of: BarColumns, { set, trained }: LoadedModel = model): Float64Array {
  const [member] = predictionSeries(frameOf(of, { timeframe: "1h" }), set, trained);
  return member!.at(-1)!.values();
}

describe("predictions of a trained model", () => {
  it("are bit for bit the same on a prefix of the bars, at 200 bars", () => {
    const whole = predictions(bars);
    const rng = createRng(3);
    for (let k = 0; k < 200; k++) {
      const length = model.set.warmup + 1 + rng.int(whole.length - model.set.warmup - 1);
      const last = predictions(sliceBars(bars, Math.max(0, length - 1_500), length)).at(-1)!;
      const onPrefix = k < 20 ? predictions(sliceBars(bars, 0, length)).at(-1)! : null;
      if (onPrefix !== null) expect(onPrefix, `row ${length - 1}`).toBe(whole[length - 1]);
      expect(last, `row ${length - 1}, history cut before`).toBeCloseTo(whole[length - 1]!, 6);
    }
  });

  it("do not change where the bars after them are multiplied, shuffled or made NaN", () => {
    const whole = predictions(bars);
    for (const row of [900, 2_345, 4_800])
      for (const { what, bars: other } of futures(bars, row, row)) {
        const others = predictions(other);
        expect(others.subarray(0, row + 1), `rows up to ${row}, later ones ${what}`).toEqual(
          whole.subarray(0, row + 1),
        );
        expect(others.subarray(row + 1), "and later ones do").not.toEqual(whole.subarray(row + 1));
      }
  });

  it("no longer depend on where the history began after the warm-up: 1, 2 and 4 times as much give the same", () => {
    const { warmup } = model.set;
    for (const row of [3_000, 4_567, 6_000]) {
      const [once, twice, fourTimes] = [1, 2, 4].map(
        (times) => predictions(sliceBars(bars, row - times * warmup, row + 1)).at(-1)!,
      );
      expect(once).not.toBeNaN();
      expect(Math.abs(once! - fourTimes!)).toBeLessThan(1e-6); // features agree to 1e-9, and are then rounded to float32
      expect(Math.abs(twice! - fourTimes!)).toBeLessThan(1e-6);
    }
  });
});

const isPrice = (name: string) => ["open", "high", "low", "close"].includes(name);
/** 52 weeks: weekdays stay. */
const YEAR = 364 * 86_400_000;
const VARIANTS: readonly (readonly [what: string, change: (value: number, name: string) => number])[] = [
  ["prices 1,000 times as high", (value, name) => (isPrice(name) ? 1_000 * value : value)],
  ["volumes 1,000 times as high", (value, name) => (name === "volume" ? 1_000 * value : value)],
  ["times 52 weeks later", (value, name) => (name === "openTime" ? value + YEAR : value)],
];

describe.each(VARIANTS)("a training on %s", (_, change) => {
  const variant = () => mapBars(bars, (values, name) => values.map((value) => change(value, name)));

  it("finds the same metrics and gives the same predictions, to 1e-6", async () => {
    const other = await smallTraining({ features: [...FEATURES, ...CALENDAR], model: LINEAR }, variant());
    const [was, is] = [training, other].map(({ report }) => numbers(report.members[0]!.metrics));
    expect(is!.length).toBe(was!.length);
    for (const [i, value] of was!.entries()) expect(is![i]).toBeCloseTo(value, 6);
    const [before, after] = [predictions(bars), predictions(variant(), asLoaded(other))];
    let furthest = 0;
    for (let i = model.set.warmup; i < before.length; i++)
      furthest = Math.max(furthest, Math.abs(before[i]! - after[i]!));
    expect(furthest).toBeLessThan(1e-6);
  });
});

it("a feature of raw prices is what the test above would find", async () => {
  const raw = {
    ...shippedFeatures.find(({ name }) => name === "log-return")!,
    series: (df: { close: never }) => df.close,
  };
  const catalogue = featureCatalogue([...shippedFeatures.filter(({ name }) => name !== "log-return"), raw as never]);
  const settings = { features: [...FEATURES, ...CALENDAR], model: { ...LINEAR, scaling: "none" as const } };
  const dear = mapBars(bars, (values, name) => (isPrice(name) ? values.map((value) => 1_000 * value) : values));
  const [one, other] = [await smallTraining(settings, bars, catalogue), await smallTraining(settings, dear, catalogue)];
  const set = FeatureSet.parse([...FEATURES, ...CALENDAR], "1h", catalogue);
  const [before, after] = [
    predictions(bars, { ...asLoaded(one), set }),
    predictions(dear, { ...asLoaded(other), set }),
  ];
  expect(Math.abs(before.at(-1)! - after.at(-1)!)).toBeGreaterThan(1e-4);
});

/** Every number of a tree of values, in order. */
function numbers(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(numbers);
}
