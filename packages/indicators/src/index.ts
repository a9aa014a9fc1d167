export * from "./adapter/index.js";
export * from "./average/index.js";
export * from "./candlestick/index.js";
export { catalogue } from "./catalogue.js";
export * from "./momentum/index.js";
export * from "./statistic/index.js";
export * from "./trend/index.js";
export * from "./volatility/index.js";
export * from "./volume/index.js";
