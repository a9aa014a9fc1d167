import type { Feature } from "../feature.js";
import { cmf, mfi } from "./money-flow.js";
import { obvSlope, signedVolume } from "./on-balance.js";
import { priceVolumeCorrelation } from "./price-volume-correlation.js";
import { volumeChange, volumeRatio, volumeTrend, volumeZScore } from "./volume-level.js";
import { vwapDistance, vwmaDistance } from "./vwap.js";

export * from "./money-flow.js";
export * from "./on-balance.js";
export * from "./price-volume-correlation.js";
export * from "./volume-level.js";
export * from "./vwap.js";

/** How much is traded, and with which moves. */
export const volumeFeatures: readonly Feature[] = [
  volumeRatio,
  volumeZScore,
  volumeTrend,
  volumeChange,
  priceVolumeCorrelation,
  mfi,
  cmf,
  obvSlope,
  signedVolume,
  vwapDistance,
  vwmaDistance,
];
