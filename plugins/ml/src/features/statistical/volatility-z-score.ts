import { logReturns, rollingStd } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { standardScore } from "../ops/standard-score.js";

export const volatilityZScore = defineFeature({
  name: "volatility-z-score",
  group: "statistical",
  about:
    "standard deviations by which the volatility of `short` returns stands from its mean over `long` bars; 0 if it never changed",
  params: [
    param("short", "returns of a volatility", 20, { min: 2 }),
    param("long", "bars compared with", 100, { min: 2 }),
  ],
  warmup: (short = 20, long = 100) => short + long - 1,
  series: (df, short = 20, long = 100) => standardScore(rollingStd(logReturns(df.close, 1), short), long),
});
