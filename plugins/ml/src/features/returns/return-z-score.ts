import { logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { standardScore } from "../ops/standard-score.js";

/** How unusual the newest return is among the last ones, itself included. */
export const returnZScore = defineFeature({
  name: "return-z-score",
  group: "return",
  about: "standard deviations of the newest log return from the mean of the last ones; 0 where they do not differ",
  params: [param("period", "returns", 20, { min: 2 })],
  warmup: (period = 20) => period,
  series: (df, period = 20) => standardScore(logReturns(df.close, 1), period),
});
