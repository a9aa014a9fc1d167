import { realisedVolatility, rollingStd, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { ratioOrOne, ratioOrZero } from "../ops/ops.js";

/** Whether the market is wilder than it was. */
export const volatilityRatio = defineFeature({
  name: "volatility-ratio",
  group: "volatility",
  about: "realised volatility of a short window over that of a long one; 1 where the close stands still",
  params: [
    param("short", "returns of the short window", 10, { min: 2 }),
    param("long", "returns of the long window", 50, { min: 2 }),
  ],
  warmup: (short = 10, long = 50) => Math.max(short, long),
  series: (df, short = 10, long = 50) =>
    ratioOrOne(realisedVolatility(df.close, short), realisedVolatility(df.close, long)),
});

/** How unsteady volatility is. */
export const volatilityOfVolatility = defineFeature({
  name: "volatility-of-volatility",
  group: "volatility",
  about:
    "standard deviation of realised volatility over its mean, both over as many bars; 0 where the close stands still",
  params: [param("period", "bars of each window", 20, { min: 2 })],
  warmup: (period = 20) => 2 * period - 1,
  series: (df, period = 20) => {
    const volatility = realisedVolatility(df.close, period);
    return ratioOrZero(rollingStd(volatility, period), sma(volatility, period));
  },
});
