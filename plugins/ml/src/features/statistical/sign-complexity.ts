import { logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { scaled } from "../ops/ops.js";
import { lempelZiv } from "./lempel-ziv.js";

export const signComplexity = defineFeature({
  name: "sign-complexity",
  group: "statistical",
  about:
    "Lempel-Ziv complexity of rises and non-rises, over that of long coin tosses: low for a pattern or if flat, above 1 for short noise",
  params: [param("period", "returns", 50, { min: 2, max: 5000 })],
  warmup: (period = 50) => period,
  series: (df, period = 50) => scaled(lempelZiv(logReturns(df.close, 1), period), 0, Math.log2(period)),
});
