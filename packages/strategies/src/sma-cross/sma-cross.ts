import { defineStrategy, flat, long, period } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import * as z from "zod";

const ABOVE = Object.freeze({ reason: "fast SMA above slow SMA" });
const BELOW = Object.freeze({ reason: "fast SMA not above slow SMA" });

/**
 * Long while the fast simple average is above the slow one, flat otherwise.
 * Brings no stop of its own: risk's `stopLossAtr` adds one. The textbook yardstick, not an edge.
 */
export const smaCross = defineStrategy({
  id: "sma-cross",
  description: "Long while the fast simple average of the close is above the slow one, flat otherwise.",
  params: z
    .strictObject({
      fast: period({ default: 10, search: [5, 50, 5], description: "Bars of the fast average." }),
      slow: period({ default: 30, search: [20, 200, 10], description: "Bars of the slow average." }),
    })
    .refine(({ fast, slow }) => fast < slow, { path: ["fast"], message: "must be shorter than slow" }),
  create: ({ fast, slow }) => ({
    warmup: slow,
    generateSignal(df) {
      const spread = sma(df.close, fast).last - sma(df.close, slow).last;
      if (Number.isNaN(spread)) return null;
      return spread > 0 ? long(df, ABOVE) : flat(df, BELOW);
    },
  }),
});
