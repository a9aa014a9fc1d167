export { BadBarsError } from "./bad-bars-error.js";
export { CleaningPolicies } from "./cleaning-policies.js";
export { type BarGap, CHECKS, type Check, type CleaningAction, type Finding } from "./finding.js";
export { changesText, findingsText } from "./findings-text.js";
export { type Preparation, type PreparationReport, prepareBars, qualityReport } from "./prepare-bars.js";
export type { QualityPart, QualityReport } from "./quality.js";
export { type TradingHours, tradingHours } from "./trading-hours.js";
