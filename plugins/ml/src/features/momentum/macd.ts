import { atr, macd as macdIndicator } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { macdSettling } from "../ops/composite-settling.js";
import { ratioOrZero } from "../ops/ops.js";
import { emaSettling, wilderSettling } from "../ops/settling.js";

const PERIODS = [
  param("fast", "bars of the fast average", 12),
  param("slow", "bars of the slow average, at least those of the fast one", 26),
  param("signal", "bars of the signal's average", 9),
];

/** Spread of two exponential averages. */
export const macd = defineFeature({
  name: "macd",
  group: "momentum",
  about: "fast less slow exponential average of the close, as a fraction of the close",
  params: PERIODS,
  warmup: (_fast, slow = 26, signal = 9) => emaSettling(slow) + signal,
  series: (df, fast = 12, slow = 26, signal = 9) =>
    ratioOrZero(macdIndicator(df.close, fast, slow, signal).macd, df.close),
});

/** The exponential average of that spread. */
export const macdSignal = defineFeature({
  name: "macd-signal",
  group: "momentum",
  about: "exponential average of the MACD line, as a fraction of the close",
  params: PERIODS,
  warmup: (_fast, slow = 26, signal = 9) => macdSettling(slow, signal),
  series: (df, fast = 12, slow = 26, signal = 9) =>
    ratioOrZero(macdIndicator(df.close, fast, slow, signal).signal, df.close),
});

/** Whether the spread widens. */
export const macdHistogram = defineFeature({
  name: "macd-histogram",
  group: "momentum",
  about: "MACD line less its signal, as a fraction of the close",
  params: PERIODS,
  warmup: (_fast, slow = 26, signal = 9) => macdSettling(slow, signal),
  series: (df, fast = 12, slow = 26, signal = 9) =>
    ratioOrZero(macdIndicator(df.close, fast, slow, signal).histogram, df.close),
});

/** The same in bars' ranges. */
export const macdHistogramAtr = defineFeature({
  name: "macd-histogram-atr",
  group: "momentum",
  about: "MACD line less its signal, in average true ranges; 0 without range",
  params: [...PERIODS, param("atr", "bars of the average true range", 14)],
  warmup: (_fast, slow = 26, signal = 9, period = 14) => Math.max(macdSettling(slow, signal), wilderSettling(period)),
  series: (df, fast = 12, slow = 26, signal = 9, period = 14) =>
    ratioOrZero(macdIndicator(df.close, fast, slow, signal).histogram, atr(df, period)),
});
