// @ts-check
import { sampleBars } from "@bellwether/core/checks";
import {
  familyCatalogue,
  featureCatalogue,
  resolveFeatures,
  shippedFamilies,
  shippedFeatures,
  TrainingFile,
  train,
} from "@bellwether/ml";

export const HOURS = 45_000;

/** Five years of hourly bars, seeded. */
export const hours = sampleBars({ rows: HOURS, seed: 42, timeframe: "1h", startPrice: 50_000, volatility: 0.005 });

export const features = featureCatalogue(shippedFeatures);
export const families = familyCatalogue(shippedFamilies);

/** @param {string} name - of a set that ships */
export const setOf = (name) => resolveFeatures([name], [], ".", "1h", features);

/**
 * A forest of 100 trees of depth 10 on four fifths of the hourly bars, with nothing to learn from: its trees are as
 * large as they get.
 * @param {string} name - of its feature set
 */
export async function modelOf(name) {
  const settings = TrainingFile.parse({
    name: `bench-${name}`,
    data: { symbol: "BTC/USDT", timeframe: "1h", files: "none" },
    features: [name],
    model: {
      family: "random-forest",
      params: { trees: 100, maxDepth: 10, outOfBag: false },
      label: { type: "direction", horizon: 12 },
      sampleWeights: "none",
    },
    split: { train: 0.8, calibration: 0.1, test: 0.1 },
    validation: { method: "none" },
    permutationRepeats: 0,
    trading: "off",
    expiresAfter: null,
  });
  const set = await setOf(name);
  const { trained } = await train({ settings, bars: hours, timeframe: "1h", set, families });
  return { trained, set, version: "0".repeat(64) };
}
