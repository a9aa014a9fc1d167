import { defineStrategy, flat, long, period } from "@bellwether/core";
import { roc } from "@bellwether/indicators";
import * as z from "zod";

/**
 * Rotation by relative strength: long while this symbol's rate of change is positive and ranks among the `top` of itself
 * and its peers, as of now. Run it on every symbol of the group. Not an edge.
 */
export const relativeStrength = defineStrategy({
  id: "relative-strength",
  description: "Long while this symbol is among the strongest of its group.",
  params: z.strictObject({
    peers: z.array(z.string()).default([]).describe("Symbols to rank against; its own may be among them."),
    lookback: period({ default: 48, search: [10, 200] }),
    top: period({ default: 1, max: 100, search: [1, 3] }),
  }),
  create: ({ peers, lookback, top }) => ({
    warmup: lookback + 1,
    generateSignal(df) {
      const strength = roc(df.close, lookback).last;
      if (!(strength > 0)) return flat(df);
      let stronger = 0;
      for (let i = 0; i < peers.length; i++) {
        const symbol = peers[i]!;
        if (symbol !== df.symbol && roc(df.peer(symbol).close, lookback).last > strength) stronger++;
      }
      return stronger < top ? long(df, { reason: "among the strongest", strength, rank: stronger + 1 }) : flat(df);
    },
  }),
});
