import type { Feature } from "../feature.js";
import { cci } from "./cci.js";
import { macd, macdHistogram, macdHistogramAtr, macdSignal } from "./macd.js";
import { momentum } from "./momentum.js";
import { acceleration, roc } from "./rate-of-change.js";
import { returnSharpe } from "./return-sharpe.js";
import { rsi, rsiNormalised, rsiOverbought, rsiOversold } from "./rsi.js";
import { stochastic } from "./stochastic.js";

export * from "./cci.js";
export * from "./macd.js";
export * from "./momentum.js";
export * from "./rate-of-change.js";
export * from "./return-sharpe.js";
export * from "./rsi.js";
export * from "./stochastic.js";

/** How hard prices push. */
export const momentumFeatures: readonly Feature[] = [
  rsi,
  rsiNormalised,
  rsiOverbought,
  rsiOversold,
  roc,
  momentum,
  acceleration,
  returnSharpe,
  macd,
  macdSignal,
  macdHistogram,
  macdHistogramAtr,
  stochastic,
  cci,
];
