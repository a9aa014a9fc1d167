import type { Frame, Series } from "@bellwether/core";
import { rollingSum } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { distance, product, ratioOrZero } from "../ops/ops.js";
import { typicalPrice } from "./typical-price.js";

const PERIOD = param("period", "bars", 20);

/** The close relative to a mean of prices weighted by volume; a mean without weight is 0, and the distance from it too. */
const fromMean = (df: Frame, price: Series, period: number): Series =>
  distance(df.close, ratioOrZero(rollingSum(product(price, df.volume), period), rollingSum(df.volume, period)));

/** Where the close stands to what was paid on average, bar by bar at the typical price. */
export const vwapDistance = defineFeature({
  name: "vwap-distance",
  group: "volume",
  about: "close relative to the volume-weighted average of typical prices, as a fraction; 0 without volume",
  params: [PERIOD],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => fromMean(df, typicalPrice(df), period),
});

/** The same with closes for typical prices. */
export const vwmaDistance = defineFeature({
  name: "vwma-distance",
  group: "volume",
  about: "close relative to the volume-weighted average of closes, as a fraction; 0 without volume",
  params: [PERIOD],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => fromMean(df, df.close, period),
});
