import { donchian } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { difference, ratioOrHalf } from "../ops/ops.js";

/** Where the close stands between the lowest low and the highest high: the raw stochastic. */
export const donchianPosition = defineFeature({
  name: "donchian-position",
  group: "trend",
  about: "place of the close between the lowest low (0) and the highest high (1) of the last bars; 1/2 without range",
  params: [param("period", "bars, the newest included", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => {
    const { upper, lower } = donchian(df, period);
    return ratioOrHalf(difference(df.close, lower), difference(upper, lower));
  },
});
