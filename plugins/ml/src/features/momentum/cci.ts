import { cci as cciIndicator } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { scaled } from "../ops/ops.js";

/** How far the typical price has left its mean, in mean deviations. */
export const cci = defineFeature({
  name: "cci",
  group: "momentum",
  about: "commodity channel index over 100: mostly within −1 and 1; 0 where prices stand still",
  params: [param("period", "bars", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => scaled(cciIndicator(df, period), 0, 0.01),
});
