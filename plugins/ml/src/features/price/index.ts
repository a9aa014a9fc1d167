import type { Feature } from "../feature.js";
import {
  barRange,
  barReturn,
  bodyRatio,
  lowerShadow,
  lowerShadowRatio,
  upperShadow,
  upperShadowRatio,
} from "./bar-shape.js";
import { hourCosine, hourSine, weekdayCosine, weekdaySine } from "./calendar.js";
import { gap } from "./gap.js";
import { highToClose, lowToClose, openToClose } from "./to-close.js";

export * from "./bar-shape.js";
export * from "./calendar.js";
export * from "./gap.js";
export * from "./to-close.js";

/** What a single bar looks like, and when it opened. */
export const priceFeatures: readonly Feature[] = [
  openToClose,
  highToClose,
  lowToClose,
  barReturn,
  barRange,
  bodyRatio,
  upperShadow,
  lowerShadow,
  upperShadowRatio,
  lowerShadowRatio,
  gap,
  hourSine,
  hourCosine,
  weekdaySine,
  weekdayCosine,
];
