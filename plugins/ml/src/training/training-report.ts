import type { Task } from "../labels/labels.js";
import type { Metrics, ReliabilityBin } from "../validation/metrics/metrics.js";

/** A stretch of samples, by the close times of their bars, epoch ms UTC. */
export interface SampleRange {
  readonly from: number;
  readonly to: number;
  readonly samples: number;
}

/** A model that needs no learning, judged on the same samples. */
export interface BaselineScore {
  readonly name: string;
  readonly metrics: Metrics;
}

export interface FoldScore {
  /** `"fold 1"`, `"path 3"`. */
  readonly name: string;
  readonly train: SampleRange;
  readonly test: SampleRange;
  /** Training samples that purging and the embargo took out. */
  readonly purged: number;
  readonly metrics: Metrics;
}

export interface ImportanceRow {
  readonly column: string;
  /** Share of the impurity that splits on it took away; null for families that have none. */
  readonly impurity: number | null;
  /** Mean fall of the score when the column is shuffled, on test samples, with its standard deviation over repeats. */
  readonly permutation: number | null;
  readonly permutationSd: number | null;
}

/** What trading came of, after fees and slippage, through the backtester and the RiskEngine, on the test range only. */
export interface TradingRow {
  /** `"model"`, `"persistence"`, `"buy and hold"`. */
  readonly name: string;
  readonly totalReturn: number;
  readonly maxDrawdown: number;
  /** Annualised; null where it is undefined. */
  readonly sharpe: number | null;
  readonly trades: number;
  /** Probability that the Sharpe ratio is above 0; null where undefined. */
  readonly probabilisticSharpe: number | null;
}

/** Was it luck? Of the model's returns on the test range, one a bar. */
export interface LuckFigures {
  /** Trials of this model name so far, this one included. */
  readonly trials: number;
  /** Sharpe ratio a period, not annualised. */
  readonly sharpe: number | null;
  readonly periods: number;
  /** Probability that it is above what the best of that many trials would show without any skill. */
  readonly deflatedSharpe: number | null;
  /** The Sharpe ratio a period that luck alone would show. */
  readonly expectedMaximumSharpe: number | null;
}

/** One model of the version: the only one, or one role of an ensemble. */
export interface MemberReport {
  /** `"signal"` for a single model; `"entry"`, `"position"`, `"exit"`, `"profit"`. */
  readonly role: string;
  readonly family: string;
  readonly task: Task;
  readonly classes: readonly string[];
  /** Hyper-parameters in full. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly label: Readonly<Record<string, unknown>>;
  /** Samples of each class, or null for a regression. */
  readonly classCounts: readonly number[] | null;
  readonly train: SampleRange;
  /** Null where nothing is calibrated. */
  readonly calibration: SampleRange | null;
  readonly test: SampleRange;
  /**
   * How many samples without overlap those of the test range are worth: the sum of their average uniqueness. Labels of 24
   * bars in a row share their bars, so that 1,000 of them say as much as about 40.
   */
  readonly independentTestSamples: number;
  /** On the test range. */
  readonly metrics: Metrics;
  readonly baselines: readonly BaselineScore[];
  /** How folds were made, in words: `"purged 5-fold, embargo 48 rows"`. */
  readonly validation: string;
  readonly folds: readonly FoldScore[];
  readonly importances: readonly ImportanceRow[];
  /** On the test range, before and after calibration; null for a regression. */
  readonly reliability: {
    readonly before: readonly ReliabilityBin[];
    readonly after: readonly ReliabilityBin[] | null;
  } | null;
  readonly facts: Readonly<Record<string, number | string | boolean>>;
}

/** Everything that a training run found out: `report.json`, the HTML page and the terminal are views of it. */
export interface TrainingReport {
  readonly schemaVersion: 1;
  readonly modelName: string;
  /** sha256 of the version in the registry; null where it was not saved. */
  readonly version: string | null;
  readonly symbol: string;
  readonly timeframe: string;
  readonly seed: number;
  /** Names of the columns that the model reads. */
  readonly features: readonly string[];
  readonly featureHash: string;
  /** Columns that selection dropped, and why. */
  readonly dropped: readonly { readonly column: string; readonly reason: string }[];
  readonly data: {
    readonly bars: number;
    readonly from: number;
    readonly to: number;
    /** sha256 over the columns of bars. */
    readonly hash: string;
    /** 0 to 1. */
    readonly quality: number;
    /** What cleaning found and did: `"3 bars filled in"`. */
    readonly findings: readonly string[];
    /** Rows at the start whose features were not complete, and at the end whose label is not known. */
    readonly warmupRows: number;
    readonly unlabelledRows: number;
  };
  readonly members: readonly MemberReport[];
  /** Null where the run trades nothing (a regression alone, `trading: off`). */
  readonly trading: readonly TradingRow[] | null;
  readonly luck: LuckFigures | null;
  readonly warnings: readonly string[];
  readonly settings: unknown;
}
