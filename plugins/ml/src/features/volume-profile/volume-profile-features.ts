import { defineFeature, param } from "../feature.js";
import { difference, distance, ratioOrHalf } from "../ops/ops.js";
import { volumeProfile } from "./volume-profile.js";

const params = [param("period", "bars of the profile", 100)];
const warmup = (period = 100) => period - 1;

export const pointOfControlDistance = defineFeature({
  name: "point-of-control-distance",
  group: "volume",
  about: "close over the price with the most volume in the period, less 1",
  params,
  warmup,
  series: (df, period = 100) => distance(df.close, volumeProfile(df, period).pointOfControl),
});

export const pointOfControlShare = defineFeature({
  name: "point-of-control-share",
  group: "volume",
  about: "share of the period's volume in the fullest of 24 bins of its range: above 0 to 1; 1 if flat",
  params,
  warmup,
  series: (df, period = 100) => volumeProfile(df, period).pointOfControlShare,
});

export const valueAreaHighDistance = defineFeature({
  name: "value-area-high-distance",
  group: "volume",
  about: "close over the upper edge of the prices that hold 70 % of the period's volume, less 1",
  params,
  warmup,
  series: (df, period = 100) => distance(df.close, volumeProfile(df, period).valueHigh),
});

export const valueAreaLowDistance = defineFeature({
  name: "value-area-low-distance",
  group: "volume",
  about: "close over the lower edge of the prices that hold 70 % of the period's volume, less 1",
  params,
  warmup,
  series: (df, period = 100) => distance(df.close, volumeProfile(df, period).valueLow),
});

export const valueAreaPosition = defineFeature({
  name: "value-area-position",
  group: "volume",
  about:
    "place of the close in the prices that hold 70 % of the period's volume: 0 the lower edge, 1 the upper, beyond outside; 1/2 if flat",
  params,
  warmup,
  series(df, period = 100) {
    const { valueLow, valueHigh } = volumeProfile(df, period);
    return ratioOrHalf(difference(df.close, valueLow), difference(valueHigh, valueLow));
  },
});
