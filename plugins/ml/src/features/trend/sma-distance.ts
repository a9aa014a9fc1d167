import { sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { distance } from "../ops/ops.js";

/** How far the close stands above its mean. */
export const smaDistance = defineFeature({
  name: "sma-distance",
  group: "trend",
  about: "close relative to its mean, as a fraction: close / mean − 1",
  params: [param("period", "bars of the mean", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => distance(df.close, sma(df.close, period)),
});
