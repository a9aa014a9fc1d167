import type { BarColumns } from "@bellwether/core";
import type * as z from "zod";
import { familyCatalogue, featureCatalogue } from "../src/catalogue.js";
import { FeatureSet } from "../src/features/feature-set.js";
import { shippedFeatures } from "../src/features/index.js";
import { shippedFamilies } from "../src/models/index.js";
import type { LoadedModel } from "../src/strategy/model-source.js";
import { type Training, train } from "../src/training/train.js";
import { TrainingFile } from "../src/training/training-file.js";
import { sampleHours } from "./sample-bars.js";

const features = featureCatalogue(shippedFeatures);
export const families = familyCatalogue(shippedFamilies);

/** A handful of columns that warm up fast. */
const COLUMNS = ["log-return(1)", "log-return(6)", "rsi-normalised(7)", "body-ratio", "volume-ratio(10)"];

/** A forest of few shallow trees; everything else as a training file has it. */
const SMALL = {
  name: "small",
  data: { symbol: "EUR/USD", timeframe: "1h", files: "none" },
  features: COLUMNS,
  model: {
    family: "random-forest",
    params: { trees: 8, maxDepth: 4, minSamplesLeaf: 20 },
    label: { type: "direction", horizon: 6 },
    calibration: "platt",
  },
  validation: { method: "none" },
  permutationRepeats: 0,
  trading: "off",
};

export type Overrides = Partial<z.input<typeof TrainingFile>>;

/** Settings of a small training, some of them changed. */
function smallSettings(overrides: Overrides = {}): TrainingFile {
  return TrainingFile.parse({ ...SMALL, ...overrides });
}

/** Trains on the hourly bars that ship, or others; with the features and families that ship, or more. */
export async function smallTraining(
  overrides: Overrides = {},
  bars?: BarColumns,
  catalogue = features,
  learners = families,
): Promise<Training> {
  const settings = smallSettings(overrides);
  const { timeframe } = settings.data;
  const set = FeatureSet.parse(settings.features, timeframe, catalogue);
  return train({ settings, bars: bars ?? (await sampleHours()), timeframe, set, families: learners });
}

/** A model as a strategy finds it. */
export function asLoaded({ trained }: Training, version = "0".repeat(64), catalogue = features): LoadedModel {
  const texts = trained.columns.map(({ name }) => name);
  return { trained, set: FeatureSet.parse(texts, trained.timeframe, catalogue), version };
}
