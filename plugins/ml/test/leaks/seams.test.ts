import { backtest } from "@bellwether/backtest";
import { type BarColumns, closeTimeOf, EventBus } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { mlStrategy } from "../../src/strategy/ml-strategy.js";
import { mapBars } from "../../src/testing/bar-variants.js";
import { toBundle } from "../../src/trained/bundle.js";
import { cutsOf, partsAt, windowParts } from "../../src/training/ranges.js";
import type { Training } from "../../src/training/train.js";
import { BadSplitError } from "../../src/validation/split.js";
import { sampleHours } from "../sample-bars.js";
import { asLoaded, families, smallTraining } from "../small-training.js";

/** Labels of rows some of which have none, each ending 1 to `longest` rows on. */
const anySpans = fc
  .record({
    gaps: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 120 }),
    longest: fc.integer({ min: 1, max: 30 }),
    seeds: fc.array(fc.nat(1_000), { minLength: 120, maxLength: 120 }),
  })
  .map(({ gaps, longest, seeds }) => {
    let at = 0;
    const row = Int32Array.from(gaps, (gap) => (at += gap));
    return { row, end: row.map((from, i) => from + 1 + (seeds[i]! % longest)) };
  });
const anyShares = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 8 }))
  .map(([train, calibration, test]) => {
    const all = train + calibration + test;
    return { train: train / all, calibration: calibration / all, test: test / all };
  });

describe("the parts of a training", () => {
  it("never share a bar, keep every sample that they may, and come in order: 5,000 random divisions", () => {
    let divided = 0;
    fc.assert(
      fc.property(anySpans, anyShares, (spans, shares) => {
        const cuts = cutsOf(spans, shares);
        let parts: ReturnType<typeof partsAt>;
        try {
          parts = partsAt(spans, cuts);
        } catch (error) {
          expect(error).toBeInstanceOf(BadSplitError);
          return;
        }
        divided++;
        const { row, end } = spans;
        const places = [...row.keys()];
        // the oracle: bounds written out, sample by sample
        expect([...parts.test]).toEqual(places.filter((i) => row[i]! >= cuts.test));
        expect([...parts.calibration]).toEqual(
          places.filter((i) => row[i]! >= cuts.calibration && end[i]! < cuts.test && row[i]! < cuts.test),
        );
        expect([...parts.train]).toEqual(places.filter((i) => end[i]! < cuts.calibration));
        for (const [earlier, later] of [
          [parts.train, parts.calibration],
          [parts.train, parts.test],
          [parts.calibration, parts.test],
        ] as const)
          if (earlier.length > 0 && later.length > 0)
            expect(Math.max(...earlier.map((i) => end[i]!))).toBeLessThan(row[later[0]!]!);
      }),
      { numRuns: 5_000, seed: 7 },
    );
    expect(divided).toBeGreaterThan(2_000);
  });
});

it("a window that is learnt from again keeps its newest samples to calibrate on, apart from those that it learns", () => {
  fc.assert(
    fc.property(anySpans, fc.constantFrom(0, 0.1, 0.25, 0.9), (spans, share) => {
      const { row, end } = spans;
      const { train, calibration } = windowParts(spans, share);
      const cut = share === 0 ? row.length : Math.floor(row.length * (1 - share));
      expect([...calibration]).toEqual([...row.keys()].slice(cut));
      const first = calibration.length === 0 ? Number.POSITIVE_INFINITY : row[calibration[0]!]!;
      expect([...train]).toEqual([...row.keys()].filter((i) => i < cut && end[i]! < first));
    }),
    { seed: 11, numRuns: 500 },
  );
});

const forest = { family: "random-forest", params: { trees: 4, maxDepth: 3, minSamplesLeaf: 20 } };
const regressor = { family: "random-forest-regressor", params: { trees: 4, maxDepth: 3, minSamplesLeaf: 20 } };
/** Four horizons; one far longer than the one that the test range is found by. */
const FOUR = {
  model: undefined,
  ensemble: {
    entry: { ...forest, label: { type: "triple-barrier", horizon: 12, timeout: "sign" }, calibration: "platt" },
    position: { ...regressor, label: { type: "forward-return", horizon: 200, perVolatility: true } },
    exit: { ...forest, label: { type: "direction", horizon: 4 }, calibration: "isotonic" },
    profit: { ...regressor, label: { type: "favourable-excursion", horizon: 48 } },
  },
} as const;

describe("an ensemble of four horizons", () => {
  let bars: BarColumns;
  let training: Training;
  beforeAll(async () => {
    bars = await sampleHours();
    training = await smallTraining(FOUR);
  });

  it("has one test range, in which no bar decided a label that any member learnt or was calibrated by", async () => {
    const starts = training.report.members.map(({ test }) => test.from);
    expect(new Set(starts).size).toBe(1);
    expect(training.trained.trainedUntil).toBeLessThan(starts[0]!);
    const first = bars.openTime.findIndex((time) => closeTimeOf("1h", time) === starts[0]);
    // the last rows stay: how many of them have a label decides where the samples are cut
    const isTest = (i: number) => i >= first && i < first + 300;
    const wild = mapBars(bars, (values, name) =>
      values.map((value, i) => (isTest(i) && name !== "openTime" ? value * (1 + 0.01 * ((i * 7_919) % 11)) : value)),
    );
    const other = await smallTraining(FOUR, wild);
    const [one, two] = [toBundle(training.trained), toBundle(other.trained)];
    expect(two.files).toEqual(one.files);
    const calibrators = ({ manifest }: typeof one) =>
      (manifest.members as { calibrator: unknown }[]).map(({ calibrator }) => calibrator);
    expect(calibrators(two)).toEqual(calibrators(one));
    expect(calibrators(one).filter((calibrator) => calibrator !== null)).toHaveLength(2);
  });

  it("does learn by the last bar before: a seam one bar too early would waste it", async () => {
    const last = bars.openTime.findIndex((time) => closeTimeOf("1h", time) === training.trained.trainedUntil);
    const moved = mapBars(bars, (values, name) =>
      values.map((value, i) => (i === last && (name === "close" || name === "high") ? value * 1.1 : value)),
    );
    const other = await smallTraining(FOUR, moved);
    expect(toBundle(other.trained).files).not.toEqual(toBundle(training.trained).files);
  });
});

describe("the first bar that a model trades", () => {
  it("is the one that closes after the last that its labels looked at, and not one later", async () => {
    const loaded = asLoaded(await smallTraining({ expiresAfter: null }));
    const bars = await sampleHours();
    const bus = new EventBus();
    const heard: { time: number; reason: string }[] = [];
    bus.on("signal", (signal, _, openTime) =>
      heard.push({ time: closeTimeOf("1h", openTime), reason: String(signal.metadata.reason) }),
    );
    await backtest({
      data: { symbol: "EUR/USD", timeframe: "1h", columns: bars },
      strategy: { definition: mlStrategy(() => loaded, families), params: { minConfidence: 0 } },
      risk: createRiskEngine({ riskPerTrade: 0.01 }),
      instruments: { "EUR/USD": { kind: "linear" } },
      statistics: false,
      band: false,
      prefixChecks: 0,
      bus,
    });
    const spoken = heard.filter(({ reason }) => !reason.startsWith("the model has seen this bar"));
    const closes = [...bars.openTime].map((time) => closeTimeOf("1h", time));
    expect(spoken[0]!.time).toBe(closes.find((time) => time > loaded.trained.trainedUntil));
  });
});
