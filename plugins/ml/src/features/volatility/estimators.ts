import {
  garmanKlass as garmanKlassIndicator,
  parkinson as parkinsonIndicator,
  realisedVolatility as realisedVolatilityIndicator,
  rogersSatchell as rogersSatchellIndicator,
  yangZhang as yangZhangIndicator,
} from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";

const PERIOD = param("period", "bars", 20);
const AT_LEAST_TWO = param("period", "bars", 20, { min: 2 });

/** From closes alone. */
export const realisedVolatility = defineFeature({
  name: "realised-volatility",
  group: "volatility",
  about: "close-to-close volatility: sample standard deviation of the last log returns, per bar",
  params: [AT_LEAST_TWO],
  warmup: (period = 20) => period,
  series: (df, period = 20) => realisedVolatilityIndicator(df.close, period),
});

/** From highs and lows. */
export const parkinson = defineFeature({
  name: "parkinson",
  group: "volatility",
  about: "Parkinson volatility, from highs and lows, per bar",
  params: [PERIOD],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => parkinsonIndicator(df, period),
});

/** From all four prices of each bar. */
export const garmanKlass = defineFeature({
  name: "garman-klass",
  group: "volatility",
  about: "Garman-Klass volatility, from all four prices, per bar",
  params: [PERIOD],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => garmanKlassIndicator(df, period),
});

/** From all four prices of each bar, right under a trend. */
export const rogersSatchell = defineFeature({
  name: "rogers-satchell",
  group: "volatility",
  about: "Rogers-Satchell volatility, from all four prices, right under a trend, per bar",
  params: [PERIOD],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => rogersSatchellIndicator(df, period),
});

/** From all four prices and the gaps between bars. */
export const yangZhang = defineFeature({
  name: "yang-zhang",
  group: "volatility",
  about: "Yang-Zhang volatility, from all four prices and the gaps between bars, per bar",
  params: [AT_LEAST_TWO],
  warmup: (period = 20) => period,
  series: (df, period = 20) => yangZhangIndicator(df, period),
});
