import type { Feature } from "../feature.js";
import { bullShare, choppiness, trendStrength, windowDrawdown } from "./trend-regime.js";
import { turbulence, upVolumeShare, volatilityPercentile } from "./volatility-regime.js";

export { bullShare, choppiness, trendStrength, windowDrawdown } from "./trend-regime.js";
export { turbulence, upVolumeShare, volatilityPercentile } from "./volatility-regime.js";

/** Which kind of market it is: trending or not, calm or wild. */
export const regimeFeatures: readonly Feature[] = [
  trendStrength,
  volatilityPercentile,
  bullShare,
  windowDrawdown,
  choppiness,
  turbulence,
  upVolumeShare,
];
