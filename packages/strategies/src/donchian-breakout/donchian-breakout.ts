import { defineStrategy, flat, long, period, short } from "@bellwether/core";
import { donchian } from "@bellwether/indicators";
import * as z from "zod";

/**
 * Long when the close breaks the highest high of the `entry` bars before it, out when it breaks the lowest low of the
 * `exit` bars before it; short in the mirror image. The channel rule of the Turtles, without their sizing. Not an edge.
 */
export const donchianBreakout = defineStrategy({
  id: "donchian-breakout",
  description: "Breakouts of the channel of the bars before, with a shorter channel to leave.",
  params: z
    .strictObject({
      entry: period({ default: 20, min: 2, search: [10, 100] }),
      exit: period({ default: 10, search: [5, 50] }),
    })
    .refine(({ entry, exit }) => exit <= entry, "exit must not be longer than entry"),
  create: ({ entry, exit }) => ({
    warmup: entry + 1,
    generateSignal(df, context) {
      const close = df.close.last;
      const outer = donchian(df, entry);
      if (close > outer.upper.at(-2)) return long(df, { reason: "broke the channel upwards" });
      if (close < outer.lower.at(-2)) return short(df, { reason: "broke the channel downwards" });
      const inner = donchian(df, exit);
      const side = context?.position.side ?? null;
      if (side === "long" && close < inner.lower.at(-2)) return flat(df, { reason: "fell out of the inner channel" });
      if (side === "short" && close > inner.upper.at(-2)) return flat(df, { reason: "rose out of the inner channel" });
      return null;
    },
  }),
});
