export { fromTechnicalIndicators } from "./from-technical-indicators.js";
export type { TechnicalIndicatorClass } from "./technical-indicator-class.js";
