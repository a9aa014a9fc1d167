export { type BrokerCheckOptions, brokerChecks } from "./broker-checks.js";
export { type Check, CheckFailedError } from "./check.js";
export { type FeedCheckOptions, feedChecks } from "./feed-checks.js";
export { type IndicatorCheckOptions, indicatorChecks } from "./indicator-checks.js";
export { type PluginCheckOptions, pluginChecks, type Registered, registeredBy } from "./plugin-checks.js";
export { type SampleBarsOptions, sampleBars } from "./sample-bars.js";
export { strategyChecks } from "./strategy-checks.js";
export type { StrategyCheckOptions } from "./strategy-subject.js";
