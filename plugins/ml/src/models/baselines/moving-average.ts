import { signFamily } from "./sign-family.js";

/**
 * The baseline that follows the trend: it calls up above a moving average, down below. Probabilities as for persistence.
 * Train it on unscaled columns: a scaler moves the sign.
 */
export const movingAverage = signFamily({
  name: "moving-average",
  about: "a baseline: up above a moving average, down below, by the sign of a distance",
  tasks: ["classification"],
  reads: ["ema-distance(", "sma-distance("],
});
