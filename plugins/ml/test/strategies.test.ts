import { type BacktestOptions, backtest } from "@bellwether/backtest";
import {
  type BarColumns,
  closeTimeOf,
  EventBus,
  instantiate,
  type Signal,
  type StrategyDefinition,
} from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { beforeAll, describe, expect, it } from "vitest";
import { ensembleStrategy } from "../src/strategy/ensemble-strategy.js";
import { mlStrategy } from "../src/strategy/ml-strategy.js";
import { type LoadedModel, UnsuitableModelError } from "../src/strategy/model-source.js";
import type { TrainedModel } from "../src/trained/trained-model.js";
import { sampleHours } from "./sample-bars.js";
import { asLoaded, families, smallTraining } from "./small-training.js";

let loaded: LoadedModel;
let bars: BarColumns;
beforeAll(async () => {
  loaded = asLoaded(await smallTraining({ expiresAfter: null }));
  bars = await sampleHours();
});

const strategyOf = (model: LoadedModel) => mlStrategy(() => model, families);
const changed = (model: LoadedModel, change: Partial<TrainedModel>): LoadedModel => ({
  ...model,
  trained: { ...model.trained, ...change },
});

interface Heard {
  readonly time: number;
  readonly signal: Signal;
}

/** Every signal of a backtest, with the close that it was made at. */
async function signalsOf(
  definition: StrategyDefinition,
  params: object = {},
  columns = bars,
  more: Partial<BacktestOptions> = {},
) {
  const bus = new EventBus();
  const heard: Heard[] = [];
  bus.on("signal", (signal, _, openTime) => heard.push({ time: closeTimeOf("1h", openTime), signal }));
  const report = await backtest({
    data: { symbol: "EUR/USD", timeframe: "1h", columns },
    strategy: { definition, params },
    risk: createRiskEngine({ riskPerTrade: 0.01 }),
    instruments: { "EUR/USD": { kind: "linear", maker: 0.0001, taker: 0.0001 } },
    statistics: false,
    band: false,
    bus,
    ...more,
  });
  return { heard, report, spoken: heard.filter(({ signal }) => signal.signal !== "FLAT") };
}

describe("ml-strategy in a backtest", () => {
  it("trades only after what its model was fitted to, and says so in the report", async () => {
    const { spoken, heard, report } = await signalsOf(strategyOf(loaded), { minConfidence: 0.5 });
    expect(spoken.length).toBeGreaterThan(50);
    expect(Math.min(...spoken.map(({ time }) => time))).toBeGreaterThan(loaded.trained.trainedUntil);
    expect(heard[0]!.signal.metadata.reason).toContain("the model has seen this bar");
    expect(report.warnings).toContainEqual(expect.stringMatching(/^model small 0{12} was fitted until 2017-\d\d-\d\d/));
    expect(report.trades.every(({ entryTime }) => entryTime >= loaded.trained.trainedUntil)).toBe(true);
    expect(report.prefixChecks, "and a fresh instance says the same on a prefix").toBeGreaterThan(8);
  });

  it("says what it wants in full: entry, confidence, distances, range, model and version", async () => {
    const { spoken } = await signalsOf(strategyOf(loaded), { minConfidence: 0.5, stopLossAtr: 2, takeProfitAtr: 5 });
    const { metadata } = spoken[0]!.signal;
    expect(metadata).toMatchObject({ modelName: "small", modelVersion: "0".repeat(64), strategyType: "ml_based" });
    expect(metadata.confidence).toBeGreaterThanOrEqual(0.5);
    expect(metadata.slDistance).toBeCloseTo(2 * metadata.atr!, 12);
    expect(metadata.tpDistance).toBeCloseTo(5 * metadata.atr!, 12);
    expect(metadata.exits, "a position ends with the horizon of the label").toEqual({ timeStop: { bars: 6 } });
    expect(metadata.entryPrice).toBeGreaterThan(0);
  });

  it("widens its stop with confidence where asked to", async () => {
    const { spoken } = await signalsOf(strategyOf(loaded), { minConfidence: 0.5, confidenceSlAdjustment: 1 });
    for (const { signal } of spoken.slice(0, 50)) {
      const { slDistance, atr, confidence } = signal.metadata;
      expect(slDistance).toBeCloseTo(1.5 * atr! * (1 + (confidence! - 0.5) / 0.5), 12);
    }
  });

  it("is one version in the fingerprint: another model, another fingerprint", async () => {
    const one = await signalsOf(strategyOf(loaded));
    const other = await signalsOf(strategyOf({ ...loaded, version: "f".repeat(64) }));
    expect(one.report.origin.code).toMatchObject({ "model small": "0".repeat(64) });
    expect(other.report.fingerprint).not.toBe(one.report.fingerprint);
  });

  it("drops what it is not sure of", async () => {
    expect((await signalsOf(strategyOf(loaded), { minConfidence: 0.999 })).spoken).toEqual([]);
  });

  it("trades one side where asked to; the other leaves", async () => {
    const { heard } = await signalsOf(strategyOf(loaded), { minConfidence: 0.5, sides: "long" });
    expect(heard.some(({ signal }) => signal.signal === "SHORT")).toBe(false);
    expect(heard.some(({ signal }) => signal.metadata.reason === "the model says SHORT, which is not traded")).toBe(
      true,
    );
  });

  it("opens nothing once its model has expired", async () => {
    const expiresAt = loaded.trained.trainedUntil + 100 * 3_600_000;
    const { spoken, heard, report } = await signalsOf(strategyOf(changed(loaded, { expiresAt })), {
      minConfidence: 0.5,
    });
    expect(Math.max(...spoken.map(({ time }) => time))).toBeLessThanOrEqual(expiresAt);
    expect(heard.at(-1)!.signal.metadata.reason).toMatch(/^the model expired on 2017-/);
    expect(report.trades.every(({ entryTime }) => entryTime <= expiresAt)).toBe(true);
  });

  it("trades its own past only when told to, and the report calls it memory", async () => {
    const { spoken, report } = await signalsOf(strategyOf(loaded), { minConfidence: 0.5, tradeInSample: true });
    expect(spoken[0]!.time).toBeLessThan(loaded.trained.ranges.train.to);
    expect(report.warnings.join()).toContain("memory, not skill");
  });

  it("has no opinion where a feature is missing, and keeps what is held", async () => {
    const close = bars.close.slice();
    const gone = bars.openTime.findIndex((time) => time > loaded.trained.trainedUntil) + 50;
    close[gone] = Number.NaN;
    const { heard } = await signalsOf(
      strategyOf(loaded),
      { minConfidence: 0.5 },
      { ...bars, close },
      { prefixChecks: 0 },
    );
    const at = closeTimeOf("1h", bars.openTime[gone]!);
    const then = heard.find(({ time }) => time === at);
    if (then !== undefined)
      expect(then.signal).toMatchObject({ signal: "FLAT", metadata: { reason: /features are missing/ } });
    expect(heard.some(({ time, signal }) => time === at && signal.signal !== "FLAT")).toBe(false);
  });

  it("refuses bars of another timeframe than its model's", async () => {
    const run = signalsOf(strategyOf(changed(loaded, { timeframe: "4h" })));
    await expect(run).rejects.toThrow(/trained on bars of 4h, and EUR\/USD comes in bars of 1h/);
  });

  it("refuses a model that does not tell stances apart", async () => {
    const training = await smallTraining({
      model: { family: "random-forest-regressor", params: { trees: 4 }, label: { type: "volatility", horizon: 6 } },
    });
    const calm = asLoaded(training);
    const classifier = { ...calm.trained.members[0]!, model: { task: "classification", classes: ["LOW", "HIGH"] } };
    const wrong = changed(calm, { members: [classifier] as never });
    expect(() => strategyOf(wrong).create(strategyOf(wrong).params.parse({}))).toThrow(UnsuitableModelError);
  });
});

describe("retraining inside a backtest", () => {
  const params = { minConfidence: 0.5, retrain: { every: 400, window: 1_500 } };

  it("first speaks when a window is full, from then on out of sample everywhere", async () => {
    const { spoken, report } = await signalsOf(strategyOf(loaded), params);
    const first = bars.openTime.findIndex((time) => closeTimeOf("1h", time) >= spoken[0]!.time);
    expect(first).toBeGreaterThanOrEqual(loaded.set.warmup + 1_500 - 1);
    expect(first).toBeLessThan(loaded.set.warmup + 1_500 + 50);
    expect(report.prefixChecks).toBeGreaterThan(8);
    expect(report.warnings.join()).toContain("trained again as the run goes on");
  });

  it("knows nothing of what comes: other bars after a training change nothing before them", async () => {
    const cut = 3_000;
    const whole = await signalsOf(strategyOf(loaded), params, bars, { prefixChecks: 0 });
    const wild = (column: Float64Array, by = 1) =>
      column.map((value, i) => (i <= cut ? value : value * by * (1 + 0.02 * Math.sin(i))));
    const { open, high, low, close } = bars;
    const other = { ...bars, open: wild(open), high: wild(high, 1.02), low: wild(low, 0.98), close: wild(close) };
    const perturbed = await signalsOf(strategyOf(loaded), params, other, { prefixChecks: 0 });
    const last = closeTimeOf("1h", bars.openTime[cut]!);
    const until = (heard: readonly Heard[]) =>
      heard
        .filter(({ time }) => time <= last)
        .map(({ time, signal }) => [time, signal.signal, signal.metadata.confidence]);
    expect(until(perturbed.heard)).toEqual(until(whole.heard));
    expect(until(whole.heard).length).toBeGreaterThan(500);
  });
});

describe("ensemble-strategy", () => {
  it("trades the vote of four trained models, its target set by the profit model", async () => {
    const forest = { family: "random-forest", params: { trees: 6, maxDepth: 3, minSamplesLeaf: 20 } };
    const regressor = { family: "random-forest-regressor", params: { trees: 6, maxDepth: 3, minSamplesLeaf: 20 } };
    const training = await smallTraining({
      name: "four",
      model: undefined,
      expiresAfter: null,
      ensemble: {
        entry: {
          ...forest,
          label: { type: "triple-barrier", horizon: 12, timeout: "sign" },
          calibration: "platt",
          weight: 4,
        },
        position: { ...regressor, label: { type: "forward-return", horizon: 12, perVolatility: true } },
        exit: { ...forest, label: { type: "direction", horizon: 4 } },
        profit: { ...regressor, label: { type: "favourable-excursion", horizon: 12 } },
      },
    });
    expect(training.report.members.map(({ role, task }) => [role, task])).toEqual([
      ["entry", "classification"],
      ["position", "regression"],
      ["exit", "classification"],
      ["profit", "regression"],
    ]);
    const four = asLoaded(training);
    const { spoken, report } = await signalsOf(
      ensembleStrategy(() => four, families),
      { minConfidence: 0.5 },
    );
    expect(spoken.length).toBeGreaterThan(20);
    expect(report.prefixChecks).toBeGreaterThan(8);
    for (const { signal } of spoken) {
      const targetAtr = signal.metadata.tpDistance! / signal.metadata.atr!;
      expect(targetAtr).toBeGreaterThanOrEqual(1.5 - 1e-9);
      expect(targetAtr).toBeLessThanOrEqual(6 + 1e-9);
    }
    expect(() => instantiate(strategyOf(four), {})).toThrow(/ensemble-strategy trades it/);
  });
});
