export { BadStatisticsError } from "./bad-statistics-error.js";
export { meanBlockLength } from "./block-length.js";
export { type Bootstrap, type BootstrapOptions, bootstrapReturns, type Interval } from "./bootstrap.js";
export {
  deflatedSharpe,
  expectedMaximum,
  expectedMaximumSharpe,
  minBacktestYears,
  type Trials,
} from "./deflated-sharpe.js";
export { kurtosis, skewness } from "./moments.js";
export { type MonteCarlo, type MonteCarloOptions, monteCarlo } from "./monte-carlo.js";
export { minTrackRecordPeriods, probabilisticSharpe, type SharpeSample, sharpeSample } from "./probabilistic-sharpe.js";
export type { Quantiles } from "./quantiles.js";
export { type RandomEntries, type RandomEntriesOptions, randomEntries, type SymbolBars } from "./random-entries.js";
export { MIN_RETURNS, MIN_TRADES, type Sampled, type TooFew, type Undefined } from "./sample-size.js";
export { computeStatistics, type SharpeProbability, type Statistics, type StatisticsInput } from "./statistics.js";
