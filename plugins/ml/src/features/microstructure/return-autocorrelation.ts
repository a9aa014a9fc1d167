import { correlation, logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { shift } from "../ops/ops.js";

const params = [
  param("period", "pairs of returns", 20, { min: 2 }),
  param("lag", "bars between the returns of a pair", 1),
];

export const returnAutocorrelation = defineFeature({
  name: "return-autocorrelation",
  group: "microstructure",
  about: "correlation of log returns with those of `lag` bars before: −1 to 1; 0 where either does not vary",
  params,
  warmup: (period = 20, lag = 1) => period + lag,
  series(df, period = 20, lag = 1) {
    const returns = logReturns(df.close, 1);
    return correlation(returns, shift(returns, lag), period);
  },
});
