import { logReturns, percentRank, rollingStd, rollingSum } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { above, product, ratioOrHalf, shift } from "../ops/ops.js";

const short = param("short", "returns of a volatility", 20, { min: 2 });

export const volatilityPercentile = defineFeature({
  name: "volatility-percentile",
  group: "regime",
  about:
    "share of `long` bars whose volatility of `short` returns was below today's, equal ones by half: 0 calm, 1 wild; 1/2 if flat",
  params: [short, param("long", "bars compared with", 100)],
  warmup: (fast = 20, long = 100) => fast + long - 1,
  series: (df, fast = 20, long = 100) => percentRank(rollingStd(logReturns(df.close, 1), fast), long),
});

export const turbulence = defineFeature({
  name: "turbulence",
  group: "regime",
  about: "1 while the volatility of `short` returns is above that of `long` ones, else 0",
  params: [short, param("long", "returns of the usual volatility", 100, { min: 2 })],
  warmup: (fast = 20, long = 100) => Math.max(fast, long),
  series(df, fast = 20, long = 100) {
    const returns = logReturns(df.close, 1);
    return above(rollingStd(returns, fast), rollingStd(returns, long));
  },
});

export const upVolumeShare = defineFeature({
  name: "up-volume-share",
  group: "regime",
  about: "share of the period's volume in bars that closed above the one before: 0 to 1; 1/2 without volume",
  params: [param("period", "bars", 20)],
  warmup: (period = 20) => period,
  series(df, period = 20) {
    const up = above(df.close, shift(df.close, 1));
    return ratioOrHalf(rollingSum(product(up, df.volume), period), rollingSum(df.volume, period));
  },
});
