export { averagePrecision } from "./average-precision.js";
export { BadMetricInputError } from "./bad-metric-input-error.js";
export type { Binning } from "./bins.js";
export { calledClasses } from "./class-input.js";
export { classificationMetrics, rocAucOfClasses } from "./classification-metrics.js";
export { type Confusion, confusion, kappa, matthews } from "./confusion.js";
export { pearson, spearman } from "./correlation.js";
export * from "./metrics.js";
export { brier, logLoss } from "./proper-scores.js";
export { averageRanks } from "./ranks.js";
export { regressionMetrics } from "./regression-metrics.js";
export {
  type BrierParts,
  brierParts,
  expectedCalibrationError,
  type ReliabilityOptions,
  reliabilityTable,
} from "./reliability.js";
export { rocAuc } from "./roc-auc.js";
