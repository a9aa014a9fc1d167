import { defineStrategy, flat, long, period } from "@bellwether/core";
import { ema, macd } from "@bellwether/indicators";
import * as z from "zod";

/** Long while MACD is above its signal line and the close above a long EMA, flat otherwise. Not an edge. */
export const macdTrend = defineStrategy({
  id: "macd-trend",
  description: "Long while MACD is above its signal and the close above a long average.",
  params: z
    .strictObject({
      fast: period({ default: 12, search: [6, 20] }),
      slow: period({ default: 26, search: [20, 60] }),
      signal: period({ default: 9, search: [5, 15] }),
      trend: period({ default: 100, search: [50, 250] }),
    })
    .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow"),
  create: ({ fast, slow, signal, trend }) => ({
    warmup: Math.max(4 * (slow + signal), 4 * trend),
    generateSignal(df) {
      const { histogram } = macd(df.close, fast, slow, signal);
      const momentum = histogram.last;
      const up = df.close.last > ema(df.close, trend).last;
      return up && momentum > 0 ? long(df, { reason: "momentum in an uptrend", momentum }) : flat(df);
    },
  }),
});
