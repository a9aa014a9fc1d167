import { percentRank } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";

export const percentileRank = defineFeature({
  name: "percentile-rank",
  group: "statistical",
  about: "share of the closes of the period below the last, equal ones by half: 0 to 1; 1/2 if flat",
  params: [param("period", "closes, the last included", 100)],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => percentRank(df.close, period),
});
