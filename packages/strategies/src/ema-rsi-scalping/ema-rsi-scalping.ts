import { defineStrategy, flat, level, long, multiple, period, short } from "@bellwether/core";
import { atr, ema, rsi } from "@bellwether/indicators";
import * as z from "zod";

/**
 * Follows short trends and leaves them quickly: long while the fast EMA is above the slow one and RSI shows strength that
 * is not exhausted, short in the mirror image, both with stop and target in ATRs. Flat once the averages have crossed
 * back. The reference rule-based strategy; not an edge.
 */
export const emaRsiScalping = defineStrategy({
  id: "ema-rsi-scalping",
  description: "Fast and slow EMA with an RSI filter, stop and target in ATRs.",
  params: z
    .strictObject({
      fast: period({ default: 9, search: [5, 20] }),
      slow: period({ default: 21, search: [15, 60] }),
      rsi: period({ default: 14, min: 2, search: [7, 21] }),
      strong: level({ default: 55, min: 50, max: 100, search: [50, 60], description: "RSI above it confirms a rise." }),
      exhausted: level({
        default: 75,
        min: 50,
        max: 100,
        search: [65, 85],
        description: "RSI above it enters no rise.",
      }),
      atr: period({ default: 14, search: [7, 21] }),
      stopAtr: multiple({ default: 1.5, search: [0.5, 4] }),
      targetAtr: multiple({ default: 3, search: [1, 8] }),
    })
    .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow")
    .refine(({ strong, exhausted }) => strong < exhausted, "strong must lie below exhausted"),
  create: (params) => ({
    warmup: Math.max(4 * params.slow, 8 * params.rsi, 4 * params.atr),
    generateSignal(df, context) {
      const spread = ema(df.close, params.fast).last - ema(df.close, params.slow).last;
      const strength = rsi(df.close, params.rsi).last;
      const range = atr(df, params.atr).last;
      const side = context?.position.side ?? null;
      if ((side === "long" && spread < 0) || (side === "short" && spread > 0))
        return flat(df, { reason: "averages crossed back", spread });
      if (!(range > 0)) return null;
      const exits = { atr: range, slDistance: params.stopAtr * range, tpDistance: params.targetAtr * range };
      if (spread > 0 && strength > params.strong && strength < params.exhausted)
        return long(df, { reason: "rise with strength", spread, rsi: strength, ...exits });
      if (spread < 0 && strength < 100 - params.strong && strength > 100 - params.exhausted) {
        // a short cannot aim below zero
        return exits.tpDistance < df.close.last
          ? short(df, { reason: "fall with strength", spread, rsi: strength, ...exits })
          : null;
      }
      return null;
    },
  }),
});
