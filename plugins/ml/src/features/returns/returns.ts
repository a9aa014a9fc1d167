import { logReturns, returns } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { shift } from "../ops/ops.js";

/** Growth of the close, as a fraction. */
export const simpleReturn = defineFeature({
  name: "simple-return",
  group: "return",
  about: "return of the close over a number of bars, as a fraction",
  params: [param("period", "bars", 1)],
  warmup: (period = 1) => period,
  series: (df, period = 1) => returns(df.close, period),
});

/** Log growth of the close: returns of neighbouring bars add up. */
export const logReturn = defineFeature({
  name: "log-return",
  group: "return",
  about: "log return of the close over a number of bars",
  params: [param("period", "bars", 1)],
  warmup: (period = 1) => period,
  series: (df, period = 1) => logReturns(df.close, period),
});

/** What one bar returned some bars ago: several of them give a model the path, not only its end. */
export const laggedReturn = defineFeature({
  name: "lagged-return",
  group: "return",
  about: "log return of one bar, some bars ago",
  params: [param("lag", "bars ago", 1)],
  warmup: (lag = 1) => lag + 1,
  series: (df, lag = 1) => shift(logReturns(df.close, 1), lag),
});
