import { atr, sma, trueRange } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { ratioOrZero } from "../ops/ops.js";
import { wilderSettling } from "../ops/settling.js";

/** Average true range, Wilder's way, in fractions of the close. */
export const natr = defineFeature({
  name: "natr",
  group: "volatility",
  about: "average true range, Wilder's average, as a fraction of the close",
  params: [param("period", "bars of Wilder's average", 14)],
  warmup: (period = 14) => wilderSettling(period),
  series: (df, period = 14) => ratioOrZero(atr(df, period), df.close),
});

/** Average true range as a plain mean, in fractions of the close: it forgets at once. */
export const meanTrueRange = defineFeature({
  name: "mean-true-range",
  group: "volatility",
  about: "plain mean of the last true ranges, as a fraction of the close",
  params: [param("period", "bars", 14)],
  warmup: (period = 14) => period,
  series: (df, period = 14) => ratioOrZero(sma(trueRange(df), period), df.close),
});
