import { majority, movingAverage, persistence } from "./baselines/index.js";
import { gradientBoosting } from "./boosting/index.js";
import { randomForest, randomForestRegressor } from "./forest/index.js";
import { linearRegression, logisticRegression } from "./logistic/index.js";
import { mlRandomForest } from "./ml-random-forest/index.js";
import type { AnyModelFamily } from "./model.js";

/** Every model family that ships. */
export const shippedFamilies: readonly AnyModelFamily[] = [
  randomForest,
  randomForestRegressor,
  gradientBoosting,
  logisticRegression,
  linearRegression,
  mlRandomForest,
  majority,
  persistence,
  movingAverage,
];
