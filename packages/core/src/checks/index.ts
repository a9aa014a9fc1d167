export { type Check, CheckFailedError } from "./check.js";
export { type IndicatorCheckOptions, indicatorChecks } from "./indicator-checks.js";
export { type SampleBarsOptions, sampleBars } from "./sample-bars.js";
export { strategyChecks } from "./strategy-checks.js";
export type { StrategyCheckOptions } from "./strategy-subject.js";
