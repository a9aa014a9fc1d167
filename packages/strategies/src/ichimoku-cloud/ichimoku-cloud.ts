import { defineStrategy, flat, long, period, short } from "@bellwether/core";
import { ichimoku } from "@bellwether/indicators";
import * as z from "zod";
import { heldAgainst } from "../held-against.js";

/**
 * Long while the close is above the cloud and above the close of `base` bars ago, and conversion is above base; short
 * while all three are the other way round; flat inside the cloud. Beyond the cloud with the lines undecided it has no
 * opinion, save that it leaves what stands against the cloud's side.
 * Brings no stop of its own: risk's `stopLossAtr` adds one. A teaching example, not an edge.
 */
export const ichimokuCloud = defineStrategy({
  id: "ichimoku-cloud",
  description: "Long above the Ichimoku cloud when the other lines agree, short below it, flat inside.",
  params: z
    .strictObject({
      conversion: period({ default: 9, search: [5, 20], description: "Bars of the conversion line." }),
      base: period({
        default: 26,
        search: [20, 60, 5],
        description: "Bars of the base line, and of the displacement.",
      }),
      span: period({ default: 52, search: [40, 120, 10], description: "Bars of the slow side of the cloud." }),
    })
    .refine(({ conversion, base }) => conversion < base, { path: ["conversion"], message: "must be shorter than base" })
    .refine(({ base, span }) => base <= span, { path: ["span"], message: "must not be shorter than base" }),
  create: ({ conversion, base, span }) => ({
    warmup: ichimoku.warmup(conversion, base, span) + 1,
    generateSignal(df, context) {
      const lines = ichimoku(df, conversion, base, span);
      const close = df.close.last;
      const a = lines.spanA.last;
      const b = lines.spanB.last;
      const momentum = lines.conversion.last - lines.base.last;
      const change = close - lines.lagging.last;
      if (Number.isNaN(a + b + momentum + change)) return null;
      const above = close > Math.max(a, b);
      if (!above && !(close < Math.min(a, b))) return flat(df, { reason: "inside the cloud", momentum });
      if (above && momentum > 0 && change > 0) return long(df, { reason: "above the cloud", momentum });
      if (!above && momentum < 0 && change < 0) return short(df, { reason: "below the cloud", momentum });
      return heldAgainst(above, context) ? flat(df, { reason: "on the wrong side of the cloud", momentum }) : null;
    },
  }),
});
