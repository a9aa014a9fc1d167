import type { Feature } from "../feature.js";
import { adx, directionalBalance } from "./adx.js";
import { aroonOscillator } from "./aroon.js";
import { donchianPosition } from "./donchian-position.js";
import { efficiencyRatio } from "./efficiency-ratio.js";
import { emaAbove, emaDistance, emaSlope, emaSpread } from "./ema.js";
import { linearSlope } from "./linear-slope.js";
import { smaDistance } from "./sma-distance.js";

export * from "./adx.js";
export * from "./aroon.js";
export * from "./donchian-position.js";
export * from "./efficiency-ratio.js";
export * from "./ema.js";
export * from "./linear-slope.js";
export * from "./sma-distance.js";

/** Which way prices go, and how steadily. */
export const trendFeatures: readonly Feature[] = [
  emaDistance,
  emaSlope,
  emaAbove,
  emaSpread,
  smaDistance,
  adx,
  directionalBalance,
  aroonOscillator,
  donchianPosition,
  linearSlope,
  efficiencyRatio,
];
