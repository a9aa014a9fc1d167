import { backtest } from "@bellwether/backtest";
import { type BarColumns, EventBus, type Signal, TradingError } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { beforeAll, describe, expect, it } from "vitest";
import { mlStrategy } from "../../src/strategy/ml-strategy.js";
import type { LoadedModel } from "../../src/strategy/model-source.js";
import type { MemberRecipe } from "../../src/training/recipe.js";
import { firstBars } from "../made-bars.js";
import { sampleHours } from "../sample-bars.js";
import { asLoaded, families, smallTraining } from "../small-training.js";

let bars: BarColumns;
let loaded: LoadedModel;
beforeAll(async () => {
  bars = firstBars(await sampleHours(), 1_500);
  loaded = asLoaded(await smallTraining({ expiresAfter: null }, bars));
});

/** Every signal of a backtest of ml-strategy. */
async function signalsOf(params: object, model = loaded): Promise<Signal[]> {
  const bus = new EventBus();
  const heard: Signal[] = [];
  bus.on("signal", (signal) => void heard.push(signal));
  await backtest({
    data: { symbol: "EUR/USD", timeframe: "1h", columns: bars },
    strategy: { definition: mlStrategy(() => model, families), params },
    risk: createRiskEngine({ riskPerTrade: 0.01 }),
    instruments: { "EUR/USD": { kind: "linear", maker: 0.0001, taker: 0.0001 } },
    statistics: false,
    band: false,
    bus,
  });
  return heard;
}

describe("ml-strategy at the edge of its parameters", () => {
  it.each([
    ["every signal is enough", { minConfidence: 0 }],
    ["a stop that is a tenth at confidence 1", { minConfidence: 0, confidenceSlAdjustment: -0.9 }],
    ["a stop six times as wide at confidence 1", { minConfidence: 0.5, confidenceSlAdjustment: 5 }],
    ["positions that are never left by time", { minConfidence: 0.5, holdBars: 0 }],
    ["positions that outlast all bars", { minConfidence: 0.5, holdBars: 2 ** 53 - 1 }],
    ["a training at every bar, of 50", { minConfidence: 0.5, retrain: { every: 1, window: 50 } }],
  ])("speaks of finite distances above 0: %s", async (_, params) => {
    const spoken = (await signalsOf(params)).filter(({ signal }) => signal !== "FLAT");
    expect(spoken.length).toBeGreaterThan(0);
    for (const { metadata } of spoken) {
      expect(metadata.confidence).toBeGreaterThan(0);
      expect(metadata.confidence).toBeLessThanOrEqual(1);
      for (const distance of [metadata.slDistance, metadata.tpDistance]) {
        expect(distance).toBeGreaterThan(0);
        expect(distance).toBeLessThan(1);
      }
    }
  });

  it.each([
    ["certainty is asked for", { minConfidence: 1 }],
    ["the first training would need more bars than there are", { retrain: { every: 1, window: 2 ** 53 - 1 } }],
    ["an ATR would", { atrPeriod: 100_000 }],
  ])("opens nothing where %s", async (_, params) => {
    expect((await signalsOf(params)).filter(({ signal }) => signal !== "FLAT")).toEqual([]);
  });

  it.each([
    [{ minConfidence: 1.000001 }],
    [{ minConfidence: Number.NaN }],
    [{ holdBars: -1 }],
    [{ holdBars: 1.5 }],
    [{ version: "short" }],
    [{ alias: "" }],
    [{ confidenceSlAdjustment: -1 }],
    [{ stopLossAtr: 0 }],
    [{ retrain: { every: 0, window: 50 } }],
    [{ retrain: { every: 1, window: 49 } }],
    [{ retrain: { every: 1 } }],
    [{ retrain: { every: 1, window: 50, horizon: 1 } }],
    [JSON.parse('{ "__proto__": { "minConfidence": 0 } }')],
  ])("is refused with %j", async (params) => {
    await expect(signalsOf(params)).rejects.toThrow(TradingError);
  });
});

describe("retraining goes on past a window from which nothing can be learnt", () => {
  const recipeOf = (changes: Partial<MemberRecipe>): LoadedModel => {
    const { recipe } = loaded.trained;
    return {
      ...loaded,
      trained: { ...loaded.trained, recipe: { ...recipe, model: { ...recipe.model!, ...changes } } },
    };
  };
  const variance = (min: number) => [{ type: "variance" as const, min }];

  it.each([
    ["no column is left", { selection: variance(1e9) }, /column/],
    // only the RSI varies so much
    ["fewer columns are left than components", { selection: variance(0.01), pca: { components: 5 } }, /components/],
  ])("where %s", async (_, changes, reason) => {
    const heard = await signalsOf({ retrain: { every: 200, window: 300 } }, recipeOf(changes));
    expect(heard.filter(({ signal }) => signal !== "FLAT")).toEqual([]);
    expect(heard.at(-1)!.metadata.reason).toMatch(reason);
  });
});
