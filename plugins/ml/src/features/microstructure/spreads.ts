import { sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { product, ratioOrZero } from "../ops/ops.js";
import { bekkerParkinson, corwinSchultz } from "./high-low-estimators.js";
import { rollMeasure } from "./roll-measure.js";

const pairs = param("period", "changes of the close, each paired with the one before", 20, { min: 2 });
const bars = param("period", "bars averaged", 20);

export const rollSpread = defineFeature({
  name: "roll-spread",
  group: "microstructure",
  about: "Roll's measure of the spread, as a fraction of the close",
  params: [pairs],
  warmup: (period = 20) => period + 1,
  series: (df, period = 20) => ratioOrZero(rollMeasure(df.close, period), df.close),
});

/** Roll's measure over the bar's turnover, times the mean turnover and over the close: both units cancel. */
export const rollImpact = defineFeature({
  name: "roll-impact",
  group: "microstructure",
  about: "Roll's spread as a fraction of the close, times the mean turnover over the bar's; 0 for a bar without volume",
  params: [pairs],
  warmup: (period = 20) => period + 1,
  series(df, period = 20) {
    const turnover = product(df.close, df.volume);
    const spread = ratioOrZero(rollMeasure(df.close, period), df.close);
    return product(spread, ratioOrZero(sma(turnover, period), turnover));
  },
});

export const corwinSchultzFeature = defineFeature({
  name: "corwin-schultz",
  group: "microstructure",
  about: "Corwin and Schultz's spread from highs and lows, as a fraction of the price; never below 0",
  params: [bars],
  warmup: (period = 20) => period,
  series: (df, period = 20) => corwinSchultz(df, period),
});

export const bekkerParkinsonFeature = defineFeature({
  name: "bekker-parkinson",
  group: "microstructure",
  about: "volatility per bar from highs and lows with the spread taken out, as a fraction; never below 0",
  params: [bars],
  warmup: (period = 20) => period,
  series: (df, period = 20) => bekkerParkinson(df, period),
});
