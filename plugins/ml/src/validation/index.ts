export { BadTrialsError } from "./bad-trials-error.js";
export {
  type ChronologicalOptions,
  chronologicalParts,
  chronologicalSplit,
  type Part,
  type PartsOptions,
} from "./chronological-split.js";
export {
  type Combinatorial,
  type CombinatorialOptions,
  type CombinatorialSplit,
  combinatorialPurged,
} from "./combinatorial-purged.js";
export { type CrossValidation, type CrossValidationInput, crossValidate } from "./cross-validate.js";
export { effectiveTrials } from "./effective-trials.js";
export { kFold, type PurgedKFoldOptions, purgedKFold } from "./k-fold.js";
export * from "./metrics/index.js";
export { type MonteCarloOptions, monteCarloSplits } from "./monte-carlo-splits.js";
export { type BacktestOverfitting, pbo } from "./pbo.js";
export type { PurgedSplit } from "./purge.js";
export { type Division, divide, type ValidationScheme, type WalkForwardFolds } from "./scheme.js";
export type { Block, PurgeOptions, Unspanned } from "./spans.js";
export * from "./split.js";
export { type TimeSeriesSplitOptions, timeSeriesSplit } from "./time-series-split.js";
export { type WalkForwardOptions, walkForward } from "./walk-forward.js";
