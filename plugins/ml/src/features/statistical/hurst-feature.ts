import { defineFeature, param } from "../feature.js";
import { naturalLog } from "../ops/ops.js";
import { hurst } from "./hurst.js";

export const hurstFeature = defineFeature({
  name: "hurst",
  group: "statistical",
  about:
    "Hurst exponent of the log price, by the growth of the root mean square change over 1 to 16 bars: 0 to 1, 1/2 for a random walk and if flat",
  params: [param("period", "returns", 100, { min: 32 })],
  warmup: (period = 100) => period,
  series: (df, period = 100) => hurst(naturalLog(df.close), period),
});
