import { defineStrategy, flat, isTimeframe, long, multiple, period, type Timeframe } from "@bellwether/core";
import { atr, ema } from "@bellwether/indicators";
import * as z from "zod";

const ATR_PERIOD = 14;

/**
 * Long on a short-term rise while the trend of a higher timeframe points up; flat when either turns. The higher bars are
 * closed ones only. Not an edge.
 */
export const multiTimeframeTrend = defineStrategy({
  id: "multi-timeframe-trend",
  description: "Long on a rise that agrees with the trend of a higher timeframe.",
  params: z
    .strictObject({
      higher: z
        .custom<Timeframe>(isTimeframe, "must be a timeframe such as 4h")
        .default("4h")
        .describe("Timeframe of the trend."),
      /** Bars of the run in one bar of the higher timeframe: the strategy cannot see its own timeframe before it runs. */
      ratio: period({ default: 4, min: 1, max: 10_000, description: "Base bars in a higher bar; sets the warm-up." }),
      fast: period({ default: 10, search: [5, 30] }),
      slow: period({ default: 30, search: [20, 100] }),
      trend: period({ default: 20, search: [10, 60], description: "EMA of the higher timeframe, in its bars." }),
      stopAtr: multiple({ default: 3, search: [1, 6] }),
    })
    .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow"),
  create: ({ higher, ratio, fast, slow, trend, stopAtr }) => ({
    warmup: Math.max(4 * slow, 4 * trend * ratio, 4 * ATR_PERIOD),
    generateSignal(df) {
      const above = df.resample(higher);
      const up = above.close.last > ema(above.close, trend).last;
      const spread = ema(df.close, fast).last - ema(df.close, slow).last;
      if (!up || !(spread > 0)) return flat(df);
      const range = atr(df, ATR_PERIOD).last;
      return range > 0
        ? long(df, { reason: "rise in an uptrend", spread, atr: range, slDistance: stopAtr * range })
        : null;
    },
  }),
});
