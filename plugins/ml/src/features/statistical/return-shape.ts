import { logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { windowShape } from "./window-shape.js";

const params = [param("period", "returns", 50, { min: 4 })];

export const returnSkew = defineFeature({
  name: "return-skew",
  group: "statistical",
  about: "skewness of log returns, corrected for bias: positive for a long right tail; 0 where they do not vary",
  params,
  warmup: (period = 50) => period,
  series: (df, period = 50) => windowShape(logReturns(df.close, 1), period).skew,
});

export const returnKurtosis = defineFeature({
  name: "return-kurtosis",
  group: "statistical",
  about:
    "excess kurtosis of log returns, corrected for bias: 0 if normal, positive for fat tails; 0 where they do not vary",
  params,
  warmup: (period = 50) => period,
  series: (df, period = 50) => windowShape(logReturns(df.close, 1), period).kurtosis,
});
