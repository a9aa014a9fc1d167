import { bollinger, rollingStd } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { difference, ratioOrZero } from "../ops/ops.js";

/** Where the close stands to its Bollinger bands: ±2 is on those of the usual width. */
export const bollingerPosition = defineFeature({
  name: "bollinger-position",
  group: "volatility",
  about: "population standard deviations of the close from its mean; 0 where the close stands still",
  params: [param("period", "bars", 20, { min: 2 })],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) =>
    ratioOrZero(difference(df.close, bollinger(df.close, period).middle), rollingStd(df.close, period, 0)),
});

/** How far apart the Bollinger bands are. */
export const bollingerWidth = defineFeature({
  name: "bollinger-width",
  group: "volatility",
  about: "upper less lower Bollinger band, as a fraction of the mean between them",
  params: [
    param("period", "bars", 20),
    param("deviations", "standard deviations from the mean to a band", 2, { min: 0.01, integer: false }),
  ],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20, deviations = 2) => bollinger(df.close, period, deviations).bandwidth,
});
