import { logReturns, rollingVariance } from "@bellwether/indicators";
import { BadFeatureError, defineFeature, param } from "../feature.js";
import { ratioOrOne, scaled } from "../ops/ops.js";

/**
 * Both variances are taken within the same `period` returns, about their own means.
 * @see Lo & MacKinlay, Stock Market Prices Do Not Follow Random Walks (1988), without their correction of a small sample
 */
export const varianceRatio = defineFeature({
  name: "variance-ratio",
  group: "statistical",
  about:
    "variance of log returns over `lag` bars, over lag times that of single ones: 1 for a random walk and if flat, above it trending",
  params: [
    param("period", "returns", 100, { min: 4 }),
    param("lag", "bars of a longer return; at most half the period", 4, { min: 2 }),
  ],
  warmup: (period = 100) => period,
  series(df, period = 100, lag = 4) {
    if (2 * lag > period)
      throw new BadFeatureError(`variance-ratio(${period},${lag}): the lag is at most half the period, ${period / 2}`);
    const single = rollingVariance(logReturns(df.close, 1), period);
    return ratioOrOne(rollingVariance(logReturns(df.close, lag), period - lag + 1), scaled(single, 0, lag));
  },
});
