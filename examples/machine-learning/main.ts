// A model from code: train it, register it, trade it. Run it: node --import jiti/register examples/machine-learning/main.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backtest } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import * as ml from "@bellwether/ml";
import { createRiskEngine } from "@bellwether/risk";

const features = ml.featureCatalogue(ml.shippedFeatures);
const families = ml.familyCatalogue(ml.shippedFamilies);
const { columns } = await readBars(new URL("../../data/sample/eurusd-1h.csv", import.meta.url).pathname);

const settings = ml.TrainingFile.parse({
  name: "from-code",
  seed: 7,
  data: { symbol: "EUR/USD", timeframe: "1h", files: "eurusd-1h.csv" }, // read above: a service may have bars of its own
  features: ["baseline49"],
  model: {
    family: "random-forest",
    params: { trees: 50, maxDepth: 6, minSamplesLeaf: 20, classWeights: "balanced" },
    label: { type: "triple-barrier", profit: 2, stop: 2, atr: 14, horizon: 24, timeout: "sign" },
    calibration: "platt",
  },
  validation: { method: "none" },
  permutationRepeats: 0,
  trading: { minConfidence: 0.52, fee: 0.0001, slippageBps: 0.5 },
});
const set = await ml.resolveFeatures(settings.features, settings.dropFeatures, ".", "1h", features);
const { trained, report } = await ml.train({ settings, bars: columns, timeframe: "1h", set, families });

const folder = mkdtempSync(join(tmpdir(), "bellwether-models-")); // yours would stay
const registry = ml.openRegistry(folder);
const { version } = registry.save(settings.name, ml.toBundle(trained));
registry.setAlias(settings.name, "champion", version);

const definition = ml.mlStrategy(
  ml.registrySource(() => registry, features, families),
  families,
);
const run = await backtest({
  data: { symbol: "EUR/USD", timeframe: "1h", columns },
  strategy: { definition, params: { modelName: "from-code", alias: "champion", minConfidence: 0.52 } },
  risk: createRiskEngine({ riskPerTrade: 0.01 }),
  instruments: { "EUR/USD": { maker: 0.0001, taker: 0.0001 } },
  slippage: { bps: 0.5 },
});
rmSync(folder, { recursive: true });

console.log(
  `${settings.name} ${version.slice(0, 12)}: ${run.metrics.trades} trades of bars that it had not seen, after costs`,
);
for (const { name, totalReturn, maxDrawdown, trades } of report.trading ?? [])
  console.log(
    `${name.padEnd(12)} ${(100 * totalReturn).toFixed(2).padStart(6)} %, deepest fall ${(100 * maxDrawdown).toFixed(2)} %, ${trades} trades`,
  );
