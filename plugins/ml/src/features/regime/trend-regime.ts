import { linearRegressionSlope, rollingMax, rollingStd, rollingSum, trueRange } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { unlessFlat } from "../ops/degenerate.js";
import { above, clamp, distance, naturalLog, ratioOrOne, ratioOrZero, scaled, shift } from "../ops/ops.js";
import { barRange } from "./bar-range.js";

/** Slope of the line over the standard deviation, times that of the row numbers: the coefficient of correlation. */
export const trendStrength = defineFeature({
  name: "trend-strength",
  group: "regime",
  about: "correlation of the log price with time: −1 a straight fall, 1 a straight rise; 0 if flat",
  params: [param("period", "closes", 50, { min: 2 })],
  warmup: (period = 50) => period - 1,
  series(df, period = 50) {
    const price = naturalLog(df.close);
    const time = Math.sqrt((period * (period + 1)) / 12); // standard deviation of 1 .. period
    const slope = scaled(linearRegressionSlope(price, period), 0, time);
    return clamp(ratioOrZero(slope, rollingStd(price, period)), -1, 1);
  },
});

export const choppiness = defineFeature({
  name: "choppiness",
  group: "regime",
  about:
    "choppiness index as a fraction: log of the sum of true ranges over the period's range, base period: 0 straight, 1 on the spot; 1 if flat",
  params: [param("period", "bars", 14, { min: 2 })],
  warmup: (period = 14) => period,
  series(df, period = 14) {
    const range = barRange(df, period);
    const way = ratioOrOne(rollingSum(trueRange(df), period), range);
    return unlessFlat(clamp(scaled(naturalLog(way), 0, 1 / Math.log(period)), 0, 1), range, 1);
  },
});

export const bullShare = defineFeature({
  name: "bull-share",
  group: "regime",
  about: "share of the bars of the period that closed above the one before: 0 to 1; 0 if flat",
  params: [param("period", "bars", 50)],
  warmup: (period = 50) => period,
  series: (df, period = 50) => scaled(rollingSum(above(df.close, shift(df.close, 1)), period), 0, 1 / period),
});

export const windowDrawdown = defineFeature({
  name: "window-drawdown",
  group: "regime",
  about: "fall of the close from the highest close of the period, as a positive fraction of that; 0 at the peak",
  params: [param("period", "closes, the last included", 100)],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => scaled(distance(df.close, rollingMax(df.close, period)), 0, -1),
});
