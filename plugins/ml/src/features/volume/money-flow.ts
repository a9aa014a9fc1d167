import type { Series } from "@bellwether/core";
import { rollingSum } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { closeLocation } from "../microstructure/close-location.js";
import { absolute, clamp, difference, product, ratioOrZero, scaled, shift, sign } from "../ops/ops.js";
import { typicalPrice } from "./typical-price.js";

/** A sum as a share of another of the same window, which rounding must not carry past ±1. */
const share = (part: Series, whole: Series, period: number): Series =>
  clamp(ratioOrZero(rollingSum(part, period), rollingSum(whole, period)), -1, 1);

/** Of the money in bars that moved, the share of those that rose. */
export const mfi = defineFeature({
  name: "mfi",
  group: "volume",
  about:
    "money flow index as a fraction, 0 to 1: share of rising bars in the notional of moving ones; 1/2 without moves",
  params: [param("period", "bars", 14)],
  warmup: (period = 14) => period,
  series: (df, period = 14) => {
    const typical = typicalPrice(df);
    const moved = sign(difference(typical, shift(typical, 1)));
    const notional = product(typical, df.volume);
    return scaled(share(product(moved, notional), product(absolute(moved), notional), period), -1, 0.5);
  },
});

/** Whether volume comes with closes near the high or near the low. */
export const cmf = defineFeature({
  name: "cmf",
  group: "volume",
  about: "Chaikin money flow, −1 to 1: mean place of the close in its bar, weighted by volume; 0 without volume",
  params: [param("period", "bars", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => share(product(closeLocation(df), df.volume), df.volume, period),
});
