import { defineStrategy, flat, long, period } from "@bellwether/core";
import { ichimoku } from "@bellwether/indicators";
import * as z from "zod";

/** Long while the close is above the cloud and the conversion line above the base line; flat below the base line. Not an edge. */
export const ichimokuCloud = defineStrategy({
  id: "ichimoku-cloud",
  description: "Long above the Ichimoku cloud while conversion is above base.",
  params: z
    .strictObject({
      conversion: period({ default: 9, search: [5, 20] }),
      base: period({ default: 26, search: [15, 60] }),
      span: period({ default: 52, search: [30, 120] }),
    })
    .refine(({ conversion, base, span }) => conversion < base && base < span, "conversion, base and span must rise"),
  create: ({ conversion, base, span }) => ({
    warmup: span + base,
    generateSignal(df) {
      const lines = ichimoku(df, conversion, base, span);
      const close = df.close.last;
      if (close < lines.base.last) return flat(df, { reason: "below the base line" });
      const above = close > lines.spanA.last && close > lines.spanB.last;
      return above && lines.conversion.last > lines.base.last ? long(df, { reason: "above the cloud" }) : null;
    },
  }),
});
