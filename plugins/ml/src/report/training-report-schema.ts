import * as z from "zod";

const count = z.number().int().nonnegative();
const figure = z.number().nullable();
const time = z.number().describe("epoch ms UTC");
const hash = z.string().describe("sha256, hex");
const plainData = z.record(z.string(), z.unknown());

const Range = z.strictObject({ from: time, to: time, samples: count }).describe("by the close times of bars");

const Bins = z.array(
  z.strictObject({
    from: z.number(),
    to: z.number(),
    count,
    meanPredicted: figure,
    observed: figure,
  }),
);

const Classification = z.strictObject({
  task: z.literal("classification"),
  samples: count,
  accuracy: z.number(),
  balancedAccuracy: z.number(),
  f1Macro: z.number(),
  logLoss: z.number(),
  brier: z.number(),
  rocAuc: figure,
  mcc: figure,
  ece: z.number(),
  perClass: z.array(
    z.strictObject({ name: z.string(), precision: figure, recall: figure, f1: figure, support: count }),
  ),
  confusion: z.array(z.array(count)).describe("row: true class; column: called so"),
  reliability: Bins,
});

const Regression = z.strictObject({
  task: z.literal("regression"),
  samples: count,
  mse: z.number(),
  rmse: z.number(),
  mae: z.number(),
  r2: figure,
  correlation: figure,
  rankCorrelation: figure,
  signAccuracy: figure,
});

const AnyMetrics = z.discriminatedUnion("task", [Classification, Regression]);

const Member = z.strictObject({
  role: z.string(),
  family: z.string(),
  task: z.enum(["classification", "regression"]),
  classes: z.array(z.string()),
  params: plainData,
  label: plainData,
  classCounts: z.array(count).nullable(),
  train: Range,
  calibration: Range.nullable(),
  test: Range,
  independentTestSamples: z.number().min(0),
  metrics: AnyMetrics.describe("on the test range"),
  baselines: z.array(z.strictObject({ name: z.string(), metrics: AnyMetrics })),
  validation: z.string(),
  folds: z.array(
    z.strictObject({
      name: z.string(),
      train: Range,
      test: Range,
      purged: count,
      metrics: AnyMetrics,
    }),
  ),
  importances: z.array(
    z.strictObject({
      column: z.string(),
      impurity: figure,
      permutation: figure,
      permutationSd: figure,
    }),
  ),
  reliability: z.strictObject({ before: Bins, after: Bins.nullable() }).nullable(),
  facts: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});

const Trading = z.strictObject({
  name: z.string(),
  totalReturn: z.number(),
  maxDrawdown: z.number(),
  sharpe: figure.describe("annualised"),
  trades: count,
  probabilisticSharpe: figure,
});

const Luck = z.strictObject({
  trials: count,
  sharpe: figure.describe("a period, not annualised"),
  periods: count,
  deflatedSharpe: figure,
  expectedMaximumSharpe: figure.describe("a period"),
});

const Data = z.strictObject({
  bars: count,
  from: time,
  to: time,
  hash,
  quality: z.number(),
  findings: z.array(z.string()),
  warmupRows: count,
  unlabelledRows: count,
});

/** A training report as JSON: strict, and in the order in which its text is written. */
export const TrainingReportJson = z
  .strictObject({
    schemaVersion: z.literal(1),
    modelName: z.string(),
    version: hash.nullable().describe("of the version in the registry; null where it was not saved"),
    symbol: z.string(),
    timeframe: z.string(),
    seed: z.number(),
    features: z.array(z.string()),
    featureHash: hash,
    dropped: z.array(z.strictObject({ column: z.string(), reason: z.string() })),
    data: Data,
    members: z.array(Member),
    trading: z.array(Trading).nullable(),
    luck: Luck.nullable(),
    warnings: z.array(z.string()),
    settings: z.unknown(),
  })
  .describe("A Bellwether training report; fractions are of 1, times epoch ms UTC");

export type TrainingReportJson = z.infer<typeof TrainingReportJson>;
