import type { Feature } from "../feature.js";
import {
  bookImbalance,
  bookOrderFlowFeature,
  bookPressure,
  depthRatio,
  effectiveSpreadBps,
  microPriceDistanceBps,
  quotedSpreadBps,
} from "./order-book-features.js";

export { bookOrderFlow } from "./book-order-flow.js";
export { microPrice } from "./micro-price.js";
export {
  bookImbalance,
  bookOrderFlowFeature,
  bookPressure,
  depthRatio,
  effectiveSpreadBps,
  microPriceDistanceBps,
  quotedSpreadBps,
} from "./order-book-features.js";

/** What the best quotes tell, for frames that have them as extra columns: the book as it stood at each bar's close. */
export const orderBookFeatures: readonly Feature[] = [
  bookImbalance,
  bookPressure,
  quotedSpreadBps,
  microPriceDistanceBps,
  depthRatio,
  bookOrderFlowFeature,
  effectiveSpreadBps,
];
