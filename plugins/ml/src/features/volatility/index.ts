import type { Feature } from "../feature.js";
import { meanTrueRange, natr } from "./average-range.js";
import { bollingerPosition, bollingerWidth } from "./bollinger.js";
import { garmanKlass, parkinson, realisedVolatility, rogersSatchell, yangZhang } from "./estimators.js";
import { volatilityOfVolatility, volatilityRatio } from "./volatility-change.js";

export * from "./average-range.js";
export * from "./bollinger.js";
export * from "./estimators.js";
export * from "./volatility-change.js";

/** How much prices move, whichever way. */
export const volatilityFeatures: readonly Feature[] = [
  natr,
  meanTrueRange,
  realisedVolatility,
  parkinson,
  garmanKlass,
  rogersSatchell,
  yangZhang,
  bollingerPosition,
  bollingerWidth,
  volatilityRatio,
  volatilityOfVolatility,
];
