import type { Feature } from "../feature.js";
import { candlestickBalance } from "./candlestick-balance.js";
import { candlestickPatterns } from "./candlestick-patterns.js";

export { candlestickBalance } from "./candlestick-balance.js";
export { candlestickPatterns } from "./candlestick-patterns.js";

/** Candlestick patterns, one by one and all together. */
export const candlestickFeatures: readonly Feature[] = [...candlestickPatterns, candlestickBalance];
