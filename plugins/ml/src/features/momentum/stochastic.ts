import { sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { donchianPosition } from "../trend/donchian-position.js";

/** Mean place of the close in the range of the bars before it. */
export const stochastic = defineFeature({
  name: "stochastic",
  group: "momentum",
  about: "slow stochastic, 0 to 1: mean place of the last closes in the range of their last bars; 1/2 without range",
  params: [param("period", "bars of the range", 14), param("slowing", "closes in the mean", 3)],
  warmup: (period = 14, slowing = 3) => period + slowing - 2,
  series: (df, period = 14, slowing = 3) => sma(donchianPosition.series(df, period), slowing),
});
