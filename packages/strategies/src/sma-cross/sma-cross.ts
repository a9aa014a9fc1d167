import { defineStrategy, flat, long, period } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import * as z from "zod";

/** Long while the fast simple moving average is above the slow one, flat otherwise. A teaching example, not an edge. */
export const smaCross = defineStrategy({
  id: "sma-cross",
  description: "Long while the fast simple moving average is above the slow one.",
  params: z
    .strictObject({
      fast: period({ default: 10, search: [5, 50] }),
      slow: period({ default: 30, search: [20, 200] }),
    })
    .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow"),
  create: ({ fast, slow }) => ({
    warmup: slow,
    generateSignal(df) {
      const spread = sma(df.close, fast).last - sma(df.close, slow).last;
      return spread > 0 ? long(df, { reason: "fast above slow", spread }) : flat(df);
    },
  }),
});
