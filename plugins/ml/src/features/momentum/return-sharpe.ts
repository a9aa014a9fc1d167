import { logReturns, rollingStd, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { ratioOrZero } from "../ops/ops.js";

/** Momentum per unit of risk. Per bar, not annualised. */
export const returnSharpe = defineFeature({
  name: "return-sharpe",
  group: "momentum",
  about: "mean over sample standard deviation of the last log returns, per bar; 0 where they do not differ",
  params: [param("period", "returns", 20, { min: 2 })],
  warmup: (period = 20) => period,
  series: (df, period = 20) => {
    const change = logReturns(df.close, 1);
    return ratioOrZero(sma(change, period), rollingStd(change, period));
  },
});
