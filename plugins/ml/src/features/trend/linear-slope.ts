import { linearRegressionSlope } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { naturalLog } from "../ops/ops.js";

/** Growth along the straight line through the log prices. */
export const linearSlope = defineFeature({
  name: "linear-slope",
  group: "trend",
  about: "slope of the line fitted to the logs of the last closes: growth per bar; 0 where the close stands still",
  params: [param("period", "bars", 20, { min: 2 })],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => linearRegressionSlope(naturalLog(df.close), period),
});
