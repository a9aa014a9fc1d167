import { defineStrategy, flat, long, multiple, period } from "@bellwether/core";
import { atr, ema } from "@bellwether/indicators";
import * as z from "zod";

const ATR_PERIOD = 14;

/** Long while the fast EMA is above the slow one, with a stop some ATRs away; flat otherwise. Not an edge. */
export const emaCross = defineStrategy({
  id: "ema-cross",
  description: "Long while the fast exponential average is above the slow one, with an ATR stop.",
  params: z
    .strictObject({
      fast: period({ default: 12, search: [5, 30] }),
      slow: period({ default: 26, search: [20, 120] }),
      stopAtr: multiple({ default: 3, search: [1, 6] }),
    })
    .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow"),
  create: ({ fast, slow, stopAtr }) => ({
    warmup: Math.max(4 * slow, 4 * ATR_PERIOD), // three periods past its seed, an EMA keeps 0.25 % of it
    generateSignal(df) {
      const spread = ema(df.close, fast).last - ema(df.close, slow).last;
      if (!(spread > 0)) return flat(df);
      const range = atr(df, ATR_PERIOD).last;
      if (!(range > 0)) return null;
      return long(df, { reason: "fast above slow", spread, atr: range, slDistance: stopAtr * range });
    },
  }),
});
