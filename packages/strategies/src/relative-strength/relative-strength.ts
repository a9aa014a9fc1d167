import { defineStrategy, type Frame, flat, long, period } from "@bellwether/core";
import { roc } from "@bellwether/indicators";
import * as z from "zod";

/**
 * Rotation into what has risen most: long while this symbol's rate of change ranks among the `top` of itself and its
 * peers, flat otherwise. The symbol itself may be among `peers`, so that one list serves every symbol of a run.
 * A peer without enough bars yet does not rank; one with a gap ranks by its newest bar. Equal rates share a rank.
 * Brings no stop of its own: risk's `stopLossAtr` adds one. A teaching example, not an edge.
 *
 * Its signals throw {@link UnknownSymbolError} where the run has no such peer.
 */
export const relativeStrength = defineStrategy({
  id: "relative-strength",
  description: "Long while its rate of change ranks among the top of itself and its peers, flat otherwise.",
  params: z
    .strictObject({
      peers: z.array(z.string().min(1)).min(1).max(1_000).meta({ description: "Symbols of the run to rank against." }),
      lookback: period({ default: 90, search: [10, 250, 10], description: "Bars of the rate of change." }),
      top: period({ default: 1, description: "Ranks that are held, from the best." }),
    })
    .refine(({ peers }) => new Set(peers).size === peers.length, { path: ["peers"], message: "must not repeat" })
    .refine(({ peers, top }) => top <= peers.length, { path: ["top"], message: "must not exceed the number of peers" }),
  create({ peers, lookback, top }) {
    let seen: Frame | null = null;
    let rivals: readonly Frame[] = []; // the peers' handles on `seen`
    return {
      warmup: lookback + 1,
      generateSignal(df) {
        if (df !== seen) {
          rivals = peers.map((symbol) => df.peer(symbol));
          seen = df;
        }
        const rate = roc(df.close, lookback).last;
        if (Number.isNaN(rate)) return null;
        let rank = 1;
        for (let k = 0; k < rivals.length; k++) if (roc(rivals[k]!.close, lookback).last > rate) rank++;
        return rank <= top
          ? long(df, { reason: "among the strongest", rate, rank })
          : flat(df, { reason: "others are stronger", rate, rank });
      },
    };
  },
});
