import type { Feature } from "../feature.js";
import {
  pointOfControlDistance,
  pointOfControlShare,
  valueAreaHighDistance,
  valueAreaLowDistance,
  valueAreaPosition,
} from "./volume-profile-features.js";

export { volumeProfile } from "./volume-profile.js";
export {
  pointOfControlDistance,
  pointOfControlShare,
  valueAreaHighDistance,
  valueAreaLowDistance,
  valueAreaPosition,
} from "./volume-profile-features.js";

/** Where the close stands among the prices that the period's volume was traded at. */
export const volumeProfileFeatures: readonly Feature[] = [
  pointOfControlDistance,
  pointOfControlShare,
  valueAreaHighDistance,
  valueAreaLowDistance,
  valueAreaPosition,
];
