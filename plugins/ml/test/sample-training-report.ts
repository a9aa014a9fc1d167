import { createRng } from "@bellwether/core";
import { STANCES } from "../src/labels/labels.js";
import type { FoldScore, ImportanceRow, MemberReport, TrainingReport } from "../src/training/training-report.js";
import { sampleErrors, sampleMetrics, sampleReliability } from "./sample-metrics.js";

const HOUR = 3_600_000;
const START = Date.UTC(2017, 0, 3);
const at = (row: number) => START + row * HOUR;
const range = (from: number, to: number) => ({ from: at(from), to: at(to), samples: to - from });

const COLUMNS = [
  ...["returns_1", "returns_4", "returns_24", "atr_14_ratio", "ema_9_distance", "ema_21_distance", "ema_cross_9_21"],
  ...["rsi_14", "rsi_14_zone_oversold", "rsi_14_zone_overbought", "volume_ratio_20", "volume_trend", "body_share"],
  ...["upper_shadow_share", "lower_shadow_share", "volatility_24", "volatility_parkinson_72", "momentum_12"],
  ...["momentum_48", "hour_of_day_sin", "hour_of_day_cos", "day_of_week", "high_low_position_96", "range_expansion"],
];

function importances(seed: number): ImportanceRow[] {
  const rng = createRng(seed);
  const raw = COLUMNS.map((_, i) => Math.exp(-i / 6) * (0.6 + 0.8 * rng.next()));
  const sum = raw.reduce((a, b) => a + b, 0);
  return COLUMNS.map((column, i) => ({
    column,
    impurity: raw[i]! / sum,
    permutation: 0.09 * (raw[i]! / sum) * (1 + rng.next()) - 0.0015,
    permutationSd: 0.0008 + 0.0012 * rng.next(),
  }));
}

/** Skill above chance, by class. */
function stances(support: readonly number[], recall: readonly number[], seed: number) {
  const rng = createRng(seed);
  return sampleMetrics({
    classes: STANCES,
    support,
    recall: recall.map((share) => share + 0.12 * (rng.next() - 0.5)),
    logLoss: 1.05 + 0.03 * rng.next(),
    brier: 0.62 + 0.02 * rng.next(),
  });
}

function folds(recall: readonly number[], n = 5): FoldScore[] {
  return Array.from({ length: n }, (_, i) => ({
    name: `fold ${i + 1}`,
    train: range(0, 2_880),
    test: range(i * 720, (i + 1) * 720),
    purged: i === 0 ? 24 : 72,
    metrics: stances([210, 310, 200], recall, 10 + i),
  }));
}

/** One model of three stances: by default with skill that chance does not explain. */
export function sampleMember(
  over: Partial<MemberReport> = {},
  recall: readonly number[] = [0.44, 0.49, 0.45],
): MemberReport {
  const support = [352, 498, 354];
  const baseline = (share: readonly number[], logLoss: number) =>
    sampleMetrics({ classes: STANCES, support, recall: share, logLoss, brier: 0.71, rocAuc: 0.5, ece: 0.12 });
  return {
    role: "signal",
    family: "random-forest",
    task: "classification",
    classes: STANCES,
    params: { trees: 200, maxDepth: 8, minLeaf: 40, features: "sqrt", classWeights: "balanced" },
    label: { type: "triple-barrier", horizon: 24, upper: 1.5, lower: 1.5, unit: "atr" },
    classCounts: [1_062, 1_490, 1_048],
    train: range(0, 3_600),
    calibration: range(3_624, 4_200),
    test: range(4_224, 5_428),
    independentTestSamples: 1_204,
    metrics: sampleMetrics({ classes: STANCES, support, recall, reliability: sampleReliability(0.01, 3) }),
    baselines: [
      { name: "persistence", metrics: baseline([0.36, 0.41, 0.35], 21.3) },
      { name: "moving average", metrics: baseline([0.38, 0.3, 0.39], 22.1) },
      { name: "majority", metrics: baseline([0, 1, 0], 1.09) },
    ],
    validation: "purged 5-fold, embargo 48 rows",
    folds: folds(recall),
    importances: importances(5),
    reliability: { before: sampleReliability(0.05, 2), after: sampleReliability(0.01, 3) },
    facts: { trees: 200, outOfBagAccuracy: 0.4583, leaves: 6_204, stoppedEarly: false },
    ...over,
  };
}

/** A report of one model that beats its baselines, trades worse than holding, and may be lucky. */
export function sampleTrainingReport(over: Partial<TrainingReport> = {}): TrainingReport {
  return {
    schemaVersion: 1,
    modelName: "eurusd-1h-rf",
    version: "9f2c1be07a4d6e33c8b15a0f4471d2e6b90c3d58aa17f2640e5b7c91d8304f6a",
    symbol: "EUR/USD",
    timeframe: "1h",
    seed: 7,
    features: COLUMNS,
    featureHash: "41b7c6d0e2f95a8834d1b0c7f6e29a5d3c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3",
    dropped: [
      { column: "returns_2", reason: "correlates 0.98 with returns_1" },
      { column: "volume_zero", reason: "constant" },
      { column: "funding_rate", reason: "unknown in 100.0% of rows" },
    ],
    data: {
      bars: 5_500,
      from: START,
      to: at(5_500),
      hash: "c37ce8589b821e1016b39a2fb67a7b3529e7dc6c1dc59e382260aed02dcfd939",
      quality: 0.987,
      findings: ["3 bars filled in", "1 outlier kept: 2017-04-23 22:00, a gap after a weekend"],
      warmupRows: 48,
      unlabelledRows: 24,
    },
    members: [sampleMember()],
    trading: [
      { name: "model", totalReturn: 0.0312, maxDrawdown: 0.0418, sharpe: 0.83, trades: 87, probabilisticSharpe: 0.742 },
      {
        name: "persistence",
        totalReturn: -0.0821,
        maxDrawdown: 0.0964,
        sharpe: -2.31,
        trades: 411,
        probabilisticSharpe: 0.03,
      },
      {
        name: "buy and hold",
        totalReturn: 0.0641,
        maxDrawdown: 0.0327,
        sharpe: 1.52,
        trades: 1,
        probabilisticSharpe: 0.861,
      },
    ],
    luck: { trials: 12, sharpe: 0.0131, periods: 1_204, deflatedSharpe: 0.317, expectedMaximumSharpe: 0.0268 },
    warnings: ["volume is constant: columns of volume say nothing"],
    settings: { model: { family: "random-forest", trees: 200 }, validation: { folds: 5, embargo: 48 }, seed: 7 },
    ...over,
  };
}

/** A report of one model that only called at random. */
export function hopelessReport(): TrainingReport {
  return sampleTrainingReport({ members: [sampleMember({}, [0.33, 0.36, 0.34])] });
}

/** A report of four models, one of them a regression, of which two beat their baselines. */
export function ensembleReport(): TrainingReport {
  const yesNo = (recall: readonly number[]) => sampleMetrics({ classes: ["no", "yes"], support: [800, 404], recall });
  const binary = { classes: ["no", "yes"], classCounts: [2_410, 1_190], folds: [], calibration: null };
  return sampleTrainingReport({
    modelName: "eurusd-1h-ensemble",
    features: COLUMNS,
    members: [
      sampleMember({ role: "entry" }),
      sampleMember({
        ...binary,
        role: "position",
        family: "gradient-boosting",
        metrics: yesNo([0.7, 0.66]),
        baselines: [{ name: "majority", metrics: yesNo([1, 0]) }],
        reliability: { before: sampleReliability(0.03, 8), after: null },
      }),
      sampleMember({
        ...binary,
        role: "exit",
        family: "logistic-regression",
        metrics: yesNo([0.5, 0.52]),
        baselines: [{ name: "majority", metrics: yesNo([1, 0]) }],
        reliability: null,
        importances: [],
      }),
      sampleMember({
        role: "profit",
        task: "regression",
        classes: [],
        classCounts: null,
        calibration: null,
        metrics: sampleErrors(0.004312, 0.031),
        baselines: [
          { name: "mean", metrics: sampleErrors(0.004315, null) },
          { name: "persistence", metrics: sampleErrors(0.0061, 0.01) },
        ],
        folds: folds([0.4, 0.4, 0.4], 4).map((fold, i) => ({
          ...fold,
          metrics: sampleErrors(0.0041 + 0.0002 * i, 0.02 * i),
        })),
        importances: importances(9).map((row) => ({ ...row, impurity: null })),
        reliability: null,
      }),
    ],
  });
}
