import type { Feature } from "../feature.js";
import { coinAgeProxy, largeVolumeProxy, lossVolumeProxy, soprProxy, supplyInProfitProxy } from "./holder-proxies.js";
import {
  mvrvProxy,
  mvrvZScoreProxy,
  nvtProxy,
  realisedPriceDistanceProxy,
  realisedValueGrowthProxy,
} from "./value-proxies.js";

export { heldVolume } from "./held-volume.js";
export { coinAgeProxy, largeVolumeProxy, lossVolumeProxy, soprProxy, supplyInProfitProxy } from "./holder-proxies.js";
export {
  mvrvProxy,
  mvrvZScoreProxy,
  nvtProxy,
  realisedPriceDistanceProxy,
  realisedValueGrowthProxy,
} from "./value-proxies.js";

/** Stand-ins, made of price and volume alone, for measures that are read off a chain. */
export const onChainProxyFeatures: readonly Feature[] = [
  mvrvProxy,
  mvrvZScoreProxy,
  realisedPriceDistanceProxy,
  realisedValueGrowthProxy,
  nvtProxy,
  soprProxy,
  lossVolumeProxy,
  supplyInProfitProxy,
  coinAgeProxy,
  largeVolumeProxy,
];
