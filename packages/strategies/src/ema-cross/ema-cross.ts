import { defineStrategy, flat, long, period } from "@bellwether/core";
import { atr, ema } from "@bellwether/indicators";
import * as z from "zod";
import { stopParams } from "../stop-params.js";
import { emaWarmup, wilderWarmup } from "../warm-up.js";

/**
 * Long while the fast exponential average is above the slow one, flat otherwise, with a stop some ATRs away.
 * A teaching example, not an edge.
 */
export const emaCross = defineStrategy({
  id: "ema-cross",
  description: "Long while the fast exponential average is above the slow one, flat otherwise; ATR stop.",
  params: z
    .strictObject({
      fast: period({ default: 12, search: [5, 30], description: "Bars of the fast average." }),
      slow: period({ default: 26, search: [20, 120, 5], description: "Bars of the slow average." }),
      ...stopParams(2),
    })
    .refine(({ fast, slow }) => fast < slow, { path: ["fast"], message: "must be shorter than slow" }),
  create: ({ fast, slow, atrPeriod, stopAtr }) => ({
    warmup: Math.max(emaWarmup(slow), wilderWarmup(atrPeriod)),
    generateSignal(df) {
      const spread = ema(df.close, fast).last - ema(df.close, slow).last;
      if (Number.isNaN(spread)) return null;
      if (!(spread > 0)) return flat(df, { reason: "fast EMA not above slow EMA", spread });
      const range = atr(df, atrPeriod).last;
      if (!(range > 0)) return null; // no place for a stop
      return long(df, { reason: "fast EMA above slow EMA", spread, atr: range, slDistance: stopAtr * range });
    },
  }),
});
