import { linearRegressionSlope, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { normalisedGap } from "../ops/degenerate.js";
import { ratioOrOne, ratioOrZero, shift } from "../ops/ops.js";
import { standardScore } from "../ops/standard-score.js";

/** How much more is traded than usual. */
export const volumeRatio = defineFeature({
  name: "volume-ratio",
  group: "volume",
  about: "volume over its mean; 1 where nothing was traded in all of it",
  params: [param("period", "bars of the mean, the newest included", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => ratioOrOne(df.volume, sma(df.volume, period)),
});

/** How unusual the newest volume is among the last ones, itself included. */
export const volumeZScore = defineFeature({
  name: "volume-z-score",
  group: "volume",
  about: "sample standard deviations of the volume from its mean; 0 where the last volumes do not differ",
  params: [param("period", "bars", 20, { min: 2 })],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => standardScore(df.volume, period),
});

/** Whether more and more is traded. */
export const volumeTrend = defineFeature({
  name: "volume-trend",
  group: "volume",
  about: "slope of the line fitted to the last volumes, per bar, as a fraction of their mean; 0 without volume",
  params: [param("period", "bars", 20, { min: 2 })],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => ratioOrZero(linearRegressionSlope(df.volume, period), sma(df.volume, period)),
});

/** Growth of the volume that stays finite where none was traded. */
export const volumeChange = defineFeature({
  name: "volume-change",
  group: "volume",
  about: "volume less that of some bars before over their sum, −1 to 1; 0 where neither has any",
  params: [param("rows", "bars", 1)],
  warmup: (rows = 1) => rows,
  series: (df, rows = 1) => normalisedGap(df.volume, shift(df.volume, rows)),
});
