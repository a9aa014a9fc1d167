export { confidenceFactor } from "./confidence.js";
export { RiskConfig, type RiskOptions } from "./config.js";
export { BadRiskConfigError } from "./errors.js";
export { createRiskEngine } from "./risk-engine.js";
