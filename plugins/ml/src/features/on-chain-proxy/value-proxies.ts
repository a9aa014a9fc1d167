import { rollingStd, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { normalisedGap } from "../ops/degenerate.js";
import { difference, distance, product, ratioOrZero, shift } from "../ops/ops.js";
import { heldVolume } from "./held-volume.js";

const held = param("period", "bars whose volume counts as the coins held", 100, { min: 2 });

/** A proxy of market value to realised value: the volume-weighted price stands in for the price that coins last moved at. */
export const mvrvProxy = defineFeature({
  name: "mvrv-proxy",
  group: "on-chain-proxy",
  about: "proxy of MVRV − 1, from bars: the close over the volume-weighted mean price paid, less 1; 0 without volume",
  params: [held],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => distance(df.close, heldVolume(df, period).basis),
});

/** A proxy of the MVRV Z-score, which divides by the deviation of the market value: here, of the close over the window. */
export const mvrvZScoreProxy = defineFeature({
  name: "mvrv-z-score-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the MVRV Z-score, from bars: the close less the mean price paid, over the standard deviation of the close; 0 if flat",
  params: [held],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) =>
    ratioOrZero(difference(df.close, heldVolume(df, period).basis), rollingStd(df.close, period)),
});

/** A proxy of the realised price, the mean price that coins last moved at: older volume counts less, as some has moved since. */
export const realisedPriceDistanceProxy = defineFeature({
  name: "realised-price-distance-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the distance to the realised price, from bars: the close over the mean price paid, older volume weighing less, less 1; 0 without volume",
  params: [held],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => distance(df.close, heldVolume(df, period).agedBasis),
});

/** A proxy of the growth of realised value: of the mean price paid, over `lag` bars. */
export const realisedValueGrowthProxy = defineFeature({
  name: "realised-value-growth-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the growth of the realised cap, from bars: change of the volume-weighted mean price paid over `lag` bars, as a fraction",
  params: [held, param("lag", "bars between the two", 24)],
  warmup: (period = 100, lag = 24) => period + lag - 1,
  series(df, period = 100, lag = 24) {
    const { basis } = heldVolume(df, period);
    return distance(basis, shift(basis, lag));
  },
});

/** A proxy of network value to transactions: the venue's turnover stands in for what is transferred on the chain. */
export const nvtProxy = defineFeature({
  name: "nvt-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of NVT, from bars: price over turnover of `short` bars against that of `long` ones, (a − b) / (a + b): −1 to 1; 0 without volume",
  params: [param("short", "bars of the turnover now", 10), param("long", "bars of the usual one", 100)],
  warmup: (short = 10, long = 100) => Math.max(short, long) - 1,
  series(df, short = 10, long = 100) {
    const turnover = product(df.close, df.volume);
    return normalisedGap(product(df.close, sma(turnover, long)), product(sma(df.close, long), sma(turnover, short)));
  },
});
