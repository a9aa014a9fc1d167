import { rollingSum, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { ratioOrHalf, ratioOrZero, scaled } from "../ops/ops.js";
import { bulkBuyVolume, volumeImbalance } from "./bulk-volume.js";
import { closeLocation } from "./close-location.js";

const classified = param("period", "bars, as many as set the scale of the bulk volume classification", 20, { min: 2 });

export const vpin = defineFeature({
  name: "vpin",
  group: "microstructure",
  about:
    "share of the volume of the period that buyers and sellers, as bulk-classified, did not have in common: 0 to 1; 0 untraded",
  params: [classified],
  warmup: (period = 20) => 2 * period - 1,
  series: (df, period = 20) =>
    ratioOrZero(
      rollingSum(volumeImbalance(bulkBuyVolume(df, period), df.volume), period),
      rollingSum(df.volume, period),
    ),
});

export const orderFlowImbalance = defineFeature({
  name: "order-flow-imbalance",
  group: "microstructure",
  about: "mean of (2 · bulk-classified buys − volume) / volume over the period: −1 to 1; a bar without volume counts 0",
  params: [classified],
  warmup: (period = 20) => 2 * period - 1,
  series: (df, period = 20) => sma(scaled(ratioOrHalf(bulkBuyVolume(df, period), df.volume), 0.5, 2), period),
});

export const closeLocationFeature = defineFeature({
  name: "close-location",
  group: "microstructure",
  about:
    "mean place of the close within its bar over the period: −1 at the low, 1 at the high; a bar without range counts 0",
  params: [param("period", "bars averaged", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => sma(closeLocation(df), period),
});
