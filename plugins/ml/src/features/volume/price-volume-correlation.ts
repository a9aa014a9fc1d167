import { correlation, logReturns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";

/** Whether rises or falls are the better traded. Of returns: prices that trend correlate with anything that does. */
export const priceVolumeCorrelation = defineFeature({
  name: "price-volume-correlation",
  group: "volume",
  about: "correlation of the last log returns with their volumes, −1 to 1; 0 where either does not vary",
  params: [param("period", "bars", 20, { min: 2 })],
  warmup: (period = 20) => period,
  series: (df, period = 20) => correlation(logReturns(df.close, 1), df.volume, period),
});
