import { linearRegressionSlope, rollingMax, rollingMin, rollingStd, sma, trueRange } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { above, difference, ratioOrZero, scaled } from "../ops/ops.js";
import { middle, sum } from "../ops/sum.js";

const params = [param("period", "bars of the bands, the channel and the line", 20, { min: 2 })];

/** Bollinger bands 2 deviations wide, Keltner channel 1.5 mean true ranges: both around the same mean, so widths compare. */
export const squeeze = defineFeature({
  name: "squeeze",
  group: "volatility",
  about:
    "1 while the Bollinger bands (2 deviations) lie within the Keltner channel (1.5 mean true ranges), else 0; 0 if flat",
  params,
  warmup: (period = 20) => period,
  series: (df, period = 20) =>
    above(scaled(sma(trueRange(df), period), 0, 1.5), scaled(rollingStd(df.close, period, 0), 0, 2)),
});

/**
 * The end of the line fitted to the close's distance from the mean of its channel's middle and its average, over the mean
 * true range.
 * @see Carter, Mastering the Trade (2005), and the momentum that its squeeze is charted with
 */
export const squeezeMomentum = defineFeature({
  name: "squeeze-momentum",
  group: "momentum",
  about: "fitted distance of the close from the middle of its channel and average, in mean true ranges; 0 if flat",
  params,
  warmup: (period = 20) => 2 * (period - 1),
  series(df, period = 20) {
    const channel = middle(rollingMax(df.high, period), rollingMin(df.low, period));
    const gap = difference(df.close, middle(channel, sma(df.close, period)));
    const end = sum(sma(gap, period), scaled(linearRegressionSlope(gap, period), 0, (period - 1) / 2));
    return ratioOrZero(end, sma(trueRange(df), period));
  },
});
