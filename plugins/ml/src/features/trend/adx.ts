import { adx as adxIndicator, minusDi, plusDi } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { adxSettling, wilderBalanceSettling } from "../ops/composite-settling.js";
import { normalisedGap } from "../ops/degenerate.js";
import { scaled } from "../ops/ops.js";

/** How strong the trend is, up or down. */
export const adx = defineFeature({
  name: "adx",
  group: "trend",
  about:
    "average directional index as a fraction, 0 to 1: strength of the trend whatever its direction; 0 without moves",
  params: [param("period", "bars of Wilder's average", 14)],
  warmup: (period = 14) => adxSettling(period),
  series: (df, period = 14) => scaled(adxIndicator(df, period), 0, 0.01),
});

/** Which way the trend goes: the directional index with its sign. */
export const directionalBalance = defineFeature({
  name: "directional-balance",
  group: "trend",
  about: "plus less minus directional indicator over their sum, −1 to 1; 0 without moves",
  params: [param("period", "bars of Wilder's average", 14)],
  warmup: (period = 14) => wilderBalanceSettling(period),
  series: (df, period = 14) => normalisedGap(plusDi(df, period), minusDi(df, period)),
});
