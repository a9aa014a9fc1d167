import { backtest } from "@bellwether/backtest";
import { type BarColumns, TradingError } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { beforeAll, describe, expect, it } from "vitest";
import { mlStrategy } from "../../src/strategy/ml-strategy.js";
import { UnsuitableModelError } from "../../src/strategy/model-source.js";
import { mapBars, sliceBars } from "../../src/testing/bar-variants.js";
import { sampleHours } from "../sample-bars.js";
import { asLoaded, families, type Overrides, smallTraining } from "../small-training.js";

let bars: BarColumns;
beforeAll(async () => {
  bars = await sampleHours();
});

const isPrice = (name: string) => ["open", "high", "low", "close"].includes(name);
const withPrices = (of: (close: number, i: number) => number): BarColumns =>
  mapBars(bars, (values, name) => (isPrice(name) ? bars.close.map(of) : values.slice()));
const forest = (label: object, more: object = {}): Overrides => ({
  model: { family: "random-forest", params: { trees: 3 }, label, ...more } as never,
});
/** Rises without a break from one row to another. */
const rising = (from: number, to: number) =>
  withPrices((close, i) => (i >= from && i < to ? bars.close[from]! * (1 + 1e-4 * (i - from)) : close));

const BROKEN: readonly (readonly [
  what: string,
  overrides: Overrides,
  of: () => BarColumns,
  code: string,
  says: RegExp,
])[] = [
  ["no bar", {}, () => sliceBars(bars, 0, 0), "BAD_BARS", /no bars/],
  ["1 bar", {}, () => sliceBars(bars, 0, 1), "BAD_SPLIT", /left, and these features need \d+ to warm up/],
  ["20 bars", {}, () => sliceBars(bars, 0, 20), "BAD_SPLIT", /left, and these features need \d+ to warm up/],
  ["100 bars", {}, () => sliceBars(bars, 0, 100), "BAD_SPLIT", /left, and these features need \d+ to warm up/],
  [
    "a horizon beyond the history",
    forest({ type: "direction", horizon: 100_000 }),
    () => bars,
    "BAD_SPLIT",
    /shorter horizon/,
  ],
  [
    "a horizon of half the history",
    forest({ type: "direction", horizon: 3_000 }),
    () => bars,
    "BAD_SPLIT",
    /0 for train/,
  ],
  [
    "closes that are all NaN",
    {},
    () => mapBars(bars, (v, name) => (name === "close" ? v.map(() => Number.NaN) : v)),
    "BAD_SPLIT",
    /left, and these features need/,
  ],
  ["a price that never moves", {}, () => withPrices(() => 1), "BAD_TRAINING_SET", /one class/],
  [
    "barriers around a price that never moves",
    forest({ type: "triple-barrier", atr: 14 }),
    () => withPrices(() => 1),
    "BAD_SPLIT",
    /0 samples/,
  ],
  ["a training range of one class", {}, () => rising(0, 4_200), "BAD_TRAINING_SET", /one class/],
  [
    "a fold of one class, with the fold's number",
    { ...forest({ type: "direction", horizon: 6 }), validation: { method: "walk-forward", folds: 5 } },
    () => rising(0, 1_100),
    "BAD_TRAINING_SET",
    /^fold 1: random-forest cannot be trained: .*one class/,
  ],
  [
    "folds that purging empties",
    { ...forest({ type: "direction", horizon: 1_000 }), validation: { method: "purged-k-fold", folds: 5 } },
    () => bars,
    "BAD_SPLIT",
    /fold \d has nothing to train on/,
  ],
];

describe("bars and settings that nothing can be learnt from", () => {
  it.each(BROKEN)("%s: one typed error that says why", async (_, overrides, of, code, says) => {
    const error = await smallTraining(overrides, of()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TradingError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
    expect((error as Error).message).not.toContain("\n");
  });
});

const USABLE: readonly (readonly [what: string, overrides: Overrides, of: () => BarColumns])[] = [
  ["300 bars", {}, () => sliceBars(bars, 0, 300)],
  ["no volume at all", {}, () => mapBars(bars, (values, name) => (name === "volume" ? values.map(() => 0) : values))],
  [
    "every seventh close NaN",
    {},
    () => mapBars(bars, (v, name) => (name === "close" ? v.map((x, i) => (i % 7 === 0 ? Number.NaN : x)) : v)),
  ],
  ["a test range of one class", {}, () => rising(4_700, 6_225)],
  ["calibration rows of one class", {}, () => rising(3_700, 5_050)],
  ["every third bar missing", {}, () => mapBars(bars, (values) => values.filter((_, i) => i % 3 !== 0))],
  ["the smallest seed", { seed: 0, validation: { method: "monte-carlo", splits: 2 } }, () => bars],
  ["the largest seed", { seed: 2 ** 32 - 1, validation: { method: "monte-carlo", splits: 2 } }, () => bars],
];

describe("bars that are hard, and can be learnt from", () => {
  it.each(USABLE)("%s: finite figures, and a model that trades without a crash", async (_, overrides, of) => {
    const training = await smallTraining({ ...overrides, expiresAfter: null, trading: {} }, of());
    const { metrics } = training.report.members[0]!;
    expect(
      JSON.stringify(metrics, (_key, value) => (typeof value === "number" && !Number.isFinite(value) ? "!" : value)),
    ).not.toContain("!");
    expect(training.report.trading).toHaveLength(3);
  });

  it("says in the report where cleaning made bars other than a backtest will read", async () => {
    const spoilt = mapBars(bars, (values, name) =>
      values.map((value, i) => (name === "low" && i === 3_000 ? 2 * value : value)),
    );
    const { report } = await smallTraining({}, spoilt);
    expect(report.warnings.join()).toContain(
      "cleaning changed bars (1 bar whose high or low lies inside its prices repaired)",
    );
    expect((await smallTraining({})).report.warnings.join()).not.toContain("cleaning changed");
  });
});

describe("retraining over bars that nothing can be learnt from", () => {
  const still = (rows: number) =>
    sliceBars(
      withPrices((close, i) => (i < rows ? 1.05 : close)),
      0,
      2_000,
    );
  const run = async (overrides: Overrides, retrain: object, columns: BarColumns) => {
    const loaded = asLoaded(await smallTraining({ ...overrides, expiresAfter: null }));
    return backtest({
      data: { symbol: "EUR/USD", timeframe: "1h", columns },
      strategy: { definition: mlStrategy(() => loaded, families), params: { minConfidence: 0.5, retrain } },
      risk: createRiskEngine({ riskPerTrade: 0.01 }),
      instruments: { "EUR/USD": { kind: "linear" } },
      statistics: false,
      band: false,
    });
  };

  it.each([
    ["one class", {}],
    [
      "no column that selection would keep",
      {
        model: {
          family: "logistic-regression",
          label: { type: "direction", horizon: 6 },
          selection: [{ type: "variance" }, { type: "f-test", maxP: 0.9 }],
        } as never,
      },
    ],
  ] as const)("%s: it waits, and trades once the market moves", async (_, overrides) => {
    const report = await run(overrides, { every: 100, window: 300 }, still(900));
    const moving = bars.openTime[900]!;
    expect(report.trades.length).toBeGreaterThan(0);
    expect(Math.min(...report.trades.map(({ entryTime }) => entryTime))).toBeGreaterThan(moving);
  });

  it("refuses a window that has no room for the label, before the first bar", async () => {
    const perVolatility = { type: "forward-return", horizon: 6, perVolatility: true };
    const regressor = {
      model: { family: "random-forest-regressor", params: { trees: 3 }, label: perVolatility } as never,
    };
    const small = run(regressor, { every: 100, window: 90 }, still(0));
    await expect(small).rejects.toThrow(UnsuitableModelError);
    await expect(small).rejects.toThrow(/retrain\.window is 90 bars, .* needs 116/);
    expect((await run(regressor, { every: 100, window: 200 }, still(0))).trades.length).toBeGreaterThan(0);
  });
});
