import { defineStrategy, flat, long, period, short } from "@bellwether/core";
import { atr, macd } from "@bellwether/indicators";
import * as z from "zod";
import { stopParams } from "../stop-params.js";
import { emaWarmup, wilderWarmup } from "../warm-up.js";

/**
 * Long while MACD is above zero (a trend) and above its signal line (gaining); short while it is below both; flat while
 * the two disagree. A stop some ATRs away. A teaching example, not an edge.
 */
export const macdTrend = defineStrategy({
  id: "macd-trend",
  description: "Long while MACD is above zero and its signal line, short while below both, else flat; ATR stop.",
  params: z
    .strictObject({
      fast: period({ default: 12, search: [6, 20], description: "Bars of the fast EMA." }),
      slow: period({ default: 26, search: [20, 60, 5], description: "Bars of the slow EMA." }),
      signal: period({ default: 9, search: [5, 15], description: "Bars of the signal line, an EMA of MACD." }),
      ...stopParams(2),
    })
    .refine(({ fast, slow }) => fast < slow, { path: ["fast"], message: "must be shorter than slow" }),
  create: ({ fast, slow, signal, atrPeriod, stopAtr }) => ({
    warmup: Math.max(emaWarmup(slow) + emaWarmup(signal), wilderWarmup(atrPeriod)),
    generateSignal(df) {
      const lines = macd(df.close, fast, slow, signal);
      const line = lines.macd.last;
      const histogram = lines.histogram.last;
      if (Number.isNaN(histogram)) return null;
      const up = line > 0 && histogram > 0;
      const down = line < 0 && histogram < 0;
      if (!up && !down) return flat(df, { reason: "trend is fading", macd: line, histogram });
      const range = atr(df, atrPeriod).last;
      if (!(range > 0)) return null; // no place for a stop
      const slDistance = stopAtr * range;
      return up
        ? long(df, { reason: "up-trend that gains", macd: line, histogram, atr: range, slDistance })
        : short(df, { reason: "down-trend that gains", macd: line, histogram, atr: range, slDistance });
    },
  }),
});
