import type { Frame, Series } from "@bellwether/core";
import { cmo } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { wilderBalanceSettling } from "../ops/composite-settling.js";
import { aboveLevel, belowLevel } from "../ops/level.js";
import { scaled } from "../ops/ops.js";
import { wilderSettling } from "../ops/settling.js";

const PERIOD = param("period", "bars of Wilder's average", 14);

/** Out of the Chande oscillator, whose middle is the answer where nothing has moved: the RSI of a dead market is not 0. */
const strength = (df: Frame, period: number): Series => scaled(cmo(df.close, period), -100, 0.5);

/** Share of rises in the movement of the last closes. */
export const rsi = defineFeature({
  name: "rsi",
  group: "momentum",
  about: "relative strength index, 0 to 100; 50 where nothing has moved",
  params: [PERIOD],
  warmup: (period = 14) => wilderSettling(period),
  series: (df, period = 14) => strength(df, period),
});

/** The same between −1 and 1. */
export const rsiNormalised = defineFeature({
  name: "rsi-normalised",
  group: "momentum",
  about: "relative strength index brought to −1 to 1: (rsi − 50) / 50; 0 where nothing has moved",
  params: [PERIOD],
  warmup: (period = 14) => wilderBalanceSettling(period),
  series: (df, period = 14) => scaled(cmo(df.close, period), 0, 0.01),
});

/** Whether the close has risen as one-sidedly as it seldom does. */
export const rsiOverbought = defineFeature({
  name: "rsi-overbought",
  group: "momentum",
  about: "1 where the relative strength index is above a level, else 0",
  params: [PERIOD, param("level", "above which it is overbought", 70, { min: 0, max: 100, integer: false })],
  warmup: (period = 14) => wilderSettling(period),
  series: (df, period = 14, level = 70) => aboveLevel(strength(df, period), level),
});

/** Whether the close has fallen as one-sidedly as it seldom does. */
export const rsiOversold = defineFeature({
  name: "rsi-oversold",
  group: "momentum",
  about: "1 where the relative strength index is below a level, else 0",
  params: [PERIOD, param("level", "below which it is oversold", 30, { min: 0, max: 100, integer: false })],
  warmup: (period = 14) => wilderSettling(period),
  series: (df, period = 14, level = 30) => belowLevel(strength(df, period), level),
});
