import { defineStrategy, flat, long, period, short } from "@bellwether/core";
import { atr, donchian } from "@bellwether/indicators";
import * as z from "zod";
import { heldAgainst } from "../held-against.js";
import { stopParams } from "../stop-params.js";
import { wilderWarmup } from "../warm-up.js";

/**
 * Long when the bar closes above the highest high of the `entry` bars before it, short when below their lowest low;
 * out when a close leaves the shorter `exit` channel on the other side. In between it has no opinion, so that what is
 * held stays held. The channel ends with the bar before: no close is above a channel that holds its own high.
 * The turtles' rule in outline, not an edge.
 */
export const donchianBreakout = defineStrategy({
  id: "donchian-breakout",
  description: "Long above the highest high of the bars before, short below the lowest low, out at a shorter channel.",
  params: z
    .strictObject({
      entry: period({ default: 20, search: [15, 100, 5], description: "Bars of the channel to break out of." }),
      exit: period({ default: 10, search: [5, 15], description: "Bars of the channel that ends a position." }),
      ...stopParams(2),
    })
    .refine(({ entry, exit }) => exit <= entry, { path: ["exit"], message: "must not be longer than entry" }),
  create: ({ entry, exit, atrPeriod, stopAtr }) => ({
    warmup: Math.max(entry + 1, wilderWarmup(atrPeriod)),
    generateSignal(df, context) {
      const channel = donchian(df, entry);
      const close = df.close.last;
      const up = close > channel.upper.at(-2);
      if (up || close < channel.lower.at(-2)) {
        const range = atr(df, atrPeriod).last;
        if (!(range > 0)) return null; // no place for a stop
        const slDistance = stopAtr * range;
        return up
          ? long(df, { reason: "close above the channel", atr: range, slDistance })
          : short(df, { reason: "close below the channel", atr: range, slDistance });
      }
      const inner = donchian(df, exit);
      const risen = close > inner.upper.at(-2);
      if (!risen && !(close < inner.lower.at(-2))) return null;
      return heldAgainst(risen, context) ? flat(df, { reason: "close beyond the exit channel" }) : null;
    },
  }),
});
