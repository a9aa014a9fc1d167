import { backtest, LookAheadError } from "@bellwether/backtest";
import { type BarColumns, defineStrategy, flat, long, type StrategyDefinition } from "@bellwether/core";
import { createRiskEngine } from "@bellwether/risk";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { featureCatalogue } from "../../src/catalogue.js";
import { defineFeature } from "../../src/features/feature.js";
import { FeatureSet } from "../../src/features/feature-set.js";
import { shippedFeatures } from "../../src/features/index.js";
import { mlStrategy } from "../../src/strategy/ml-strategy.js";
import { sliceBars } from "../../src/testing/bar-variants.js";
import { featureChecks } from "../../src/testing/feature-checks.js";
import { FeatureLooksAheadError } from "../../src/training/look-ahead.js";
import { sampleHours } from "../sample-bars.js";
import { asLoaded, families, smallTraining } from "../small-training.js";
import { CHEATS } from "./cheats.js";

let bars: BarColumns;
beforeAll(async () => {
  bars = await sampleHours();
});

/** A run over 2,000 bars with the checks that every run makes. */
const run = (definition: StrategyDefinition, params: object = {}) =>
  backtest({
    data: { symbol: "EUR/USD", timeframe: "1h", columns: sliceBars(bars, 4_000, 6_000) },
    strategy: { definition, params },
    risk: createRiskEngine({ riskPerTrade: 0.01 }),
    instruments: { "EUR/USD": { kind: "linear" } },
    statistics: false,
    band: false,
  });

const byName = CHEATS.map((feature) => [feature.name, feature] as const);
const honest = shippedFeatures.find(({ name }) => name === "log-return")!;

describe.each(byName)("the planted cheat %s", (name, feature) => {
  it("breaks the contract of a feature: it changes with the bars that come later", () => {
    const failures = featureChecks({ feature, params: [], bars: sliceBars(bars, 0, 1_200), timeframe: "1h" });
    const broken = failures.map((failure) => failure.name);
    expect(broken).toEqual(expect.arrayContaining(["streaming", "prefix"]));
  });

  it("is refused by a training, by name", async () => {
    const training = smallTraining({ features: ["log-return(6)", name, "body-ratio"] }, bars, withCheats);
    const error = await training.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FeatureLooksAheadError);
    expect(error).toMatchObject({ column: name, code: "FEATURE_LOOKS_AHEAD" });
  });

  it("stops the backtest of a strategy that stands on it", async () => {
    const standing = defineStrategy({
      id: "standing-on-a-cheat",
      params: z.strictObject({}),
      create: () => ({
        warmup: 30,
        generateSignal(df) {
          const value = feature.series(df).last;
          return value > 0 ? long(df, { reason: `${value}` }) : flat(df, { reason: `${value}` });
        },
      }),
    });
    await expect(run(standing)).rejects.toBeInstanceOf(LookAheadError);
  });

  it("stops the backtest of a model whose feature has become it", async () => {
    // trained on the honest feature of that name; the code of the plugin has changed since, its version has not
    const once = defineFeature({ ...feature, series: (df) => honest.series(df, 1) });
    const catalogue = featureCatalogue([...shippedFeatures, once]);
    const training = await smallTraining({ features: [name, "log-return(6)"], expiresAfter: null }, bars, catalogue);
    const loaded = { ...asLoaded(training, undefined, catalogue), set: setOf([name, "log-return(6)"]) };
    const params = { minConfidence: 0, tradeInSample: true };
    await expect(
      run(
        mlStrategy(() => loaded, families),
        params,
      ),
    ).rejects.toBeInstanceOf(LookAheadError);
  });
});

it("features that keep the contract pass all of it: the refusals above are of the cheats", async () => {
  const training = await smallTraining(
    { features: ["log-return(1)", "log-return(6)"], expiresAfter: null },
    bars,
    withCheats,
  );
  const loaded = asLoaded(training);
  const report = await run(
    mlStrategy(() => loaded, families),
    { minConfidence: 0, tradeInSample: true },
  );
  expect(report.prefixChecks).toBeGreaterThan(8);
});

const withCheats = featureCatalogue([...shippedFeatures, ...CHEATS]);

function setOf(columns: readonly string[]): FeatureSet {
  return FeatureSet.parse(columns, "1h", withCheats);
}
