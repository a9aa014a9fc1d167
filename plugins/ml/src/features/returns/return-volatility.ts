import { returns, rollingStd } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";

/** Of simple returns; `realised-volatility` is that of log returns. */
export const returnVolatility = defineFeature({
  name: "return-volatility",
  group: "return",
  about: "sample standard deviation of the simple returns of single bars, per bar; 0 where the close stands still",
  params: [param("period", "returns", 20, { min: 2 })],
  warmup: (period = 20) => period,
  series: (df, period = 20) => rollingStd(returns(df.close, 1), period),
});
