import { atr, mom } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { ratioOrZero } from "../ops/ops.js";
import { wilderSettling } from "../ops/settling.js";

/** How far the close has come, in bars' ranges: the same number means the same in a calm market and in a wild one. */
export const momentum = defineFeature({
  name: "momentum",
  group: "momentum",
  about: "move of the close over a number of bars, in average true ranges of as many bars; 0 without range",
  params: [param("period", "bars of the move and of the average range", 10)],
  warmup: (period = 10) => Math.max(period, wilderSettling(period)),
  series: (df, period = 10) => ratioOrZero(mom(df.close, period), atr(df, period)),
});
