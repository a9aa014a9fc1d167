import { correlation, logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { absolute, shift } from "../ops/ops.js";

const params = [
  param("period", "pairs of returns", 20, { min: 2 }),
  param("lag", "bars between the returns of a pair", 1),
];

export const absoluteReturnAutocorrelation = defineFeature({
  name: "absolute-return-autocorrelation",
  group: "statistical",
  about:
    "correlation of the sizes of log returns with those of `lag` bars before, the clustering of volatility: −1 to 1; 0 where either does not vary",
  params,
  warmup: (period = 20, lag = 1) => period + lag,
  series(df, period = 20, lag = 1) {
    const sizes = absolute(logReturns(df.close, 1));
    return correlation(sizes, shift(sizes, lag), period);
  },
});
