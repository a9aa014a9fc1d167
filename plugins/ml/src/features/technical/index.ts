import type { Feature } from "../feature.js";
import { ichimokuCloudDistance, ichimokuCloudThickness, ichimokuLineSpread } from "./ichimoku-features.js";
import { squeeze, squeezeMomentum } from "./squeeze.js";

export { ichimokuCloudDistance, ichimokuCloudThickness, ichimokuLineSpread } from "./ichimoku-features.js";
export { squeeze, squeezeMomentum } from "./squeeze.js";

/** Chart techniques that are made of several others. */
export const technicalFeatures: readonly Feature[] = [
  ichimokuCloudDistance,
  ichimokuCloudThickness,
  ichimokuLineSpread,
  squeeze,
  squeezeMomentum,
];
