import { returns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { difference, shift } from "../ops/ops.js";
import { simpleReturn } from "../returns/returns.js";

/** Rate of change of the close: what `simple-return` is too, by the name that chartists give it. */
export const roc = defineFeature({
  name: "roc",
  group: "momentum",
  about: "rate of change of the close over a number of bars, as a fraction",
  params: [param("period", "bars", 10)],
  warmup: simpleReturn.warmup,
  series: simpleReturn.series,
});

/** Whether the close rises faster than it did. */
export const acceleration = defineFeature({
  name: "acceleration",
  group: "momentum",
  about: "rate of change of the close less that of as many bars before, as a fraction",
  params: [param("period", "bars", 10)],
  warmup: (period = 10) => 2 * period,
  series: (df, period = 10) => {
    const rate = returns(df.close, period);
    return difference(rate, shift(rate, period));
  },
});
