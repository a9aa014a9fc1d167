import { defineStrategy, flat, level, long, multiple, period, short } from "@bellwether/core";
import { atr, ema, rsi } from "@bellwether/indicators";
import * as z from "zod";
import { heldAgainst } from "../held-against.js";
import { emaWarmup, wilderWarmup } from "../warm-up.js";

/**
 * Follows short trends that have momentum and are not stretched yet. The rule-based reference, not an edge.
 *
 * - `LONG`: fast EMA above the slow one, RSI between `midline` and `overbought`.
 * - `SHORT`: fast EMA below the slow one, RSI between `oversold` and `midline`. Spot accounts leave instead.
 * - null: the trend runs but is overbought (oversold); too late to enter, no reason to leave.
 * - `FLAT`: EMAs and RSI disagree, or the position stands against such a stretched trend.
 *
 * Stop and target are ATRs away from the entry.
 */
export const emaRsiScalping = defineStrategy({
  id: "ema-rsi-scalping",
  description: "Follows the EMA trend while RSI agrees and is not stretched; long and short, ATR stop and target.",
  params: z
    .strictObject({
      fast: period({ default: 9, search: [5, 20], description: "Bars of the fast EMA." }),
      slow: period({ default: 21, search: [20, 60, 5], description: "Bars of the slow EMA." }),
      rsiPeriod: period({ default: 14, min: 2, search: [7, 21], description: "Bars of the RSI." }),
      oversold: level({ default: 30, min: 0, max: 100, search: [15, 40, 5], description: "RSI too low to go short." }),
      midline: level({ default: 50, min: 0, max: 100, search: [45, 55], description: "RSI that parts up from down." }),
      overbought: level({
        default: 70,
        min: 0,
        max: 100,
        search: [60, 85, 5],
        description: "RSI too high to go long.",
      }),
      atrPeriod: period({ default: 14, search: [7, 28], description: "Bars that the ATR averages." }),
      stopAtr: multiple({ default: 1.5, search: [0.5, 4, 0.5], description: "Distance of the stop, in ATRs." }),
      targetAtr: multiple({ default: 3, search: [1, 8, 0.5], description: "Distance of the target, in ATRs." }),
    })
    .refine(({ fast, slow }) => fast < slow, { path: ["fast"], message: "must be shorter than slow" })
    .refine(({ oversold, midline, overbought }) => oversold < midline && midline < overbought, {
      path: ["midline"],
      message: "must lie between oversold and overbought",
    }),
  create: ({ fast, slow, rsiPeriod, oversold, midline, overbought, atrPeriod, stopAtr, targetAtr }) => ({
    warmup: Math.max(emaWarmup(slow), wilderWarmup(rsiPeriod), wilderWarmup(atrPeriod)),
    generateSignal(df, context) {
      const spread = ema(df.close, fast).last - ema(df.close, slow).last;
      const strength = rsi(df.close, rsiPeriod).last;
      const range = atr(df, atrPeriod).last;
      if (Number.isNaN(spread) || Number.isNaN(strength) || !(range > 0)) return null;

      const up = spread > 0 && strength > midline;
      const down = spread < 0 && strength < midline;
      if (!up && !down) return flat(df, { reason: "EMAs and RSI disagree", spread, rsi: strength, atr: range });
      if (up ? strength >= overbought : strength <= oversold)
        return heldAgainst(up, context)
          ? flat(df, { reason: "trend turned", spread, rsi: strength, atr: range })
          : null;

      const slDistance = stopAtr * range;
      const tpDistance = targetAtr * range;
      return up
        ? long(df, { reason: "up-trend with momentum", spread, rsi: strength, atr: range, slDistance, tpDistance })
        : short(df, { reason: "down-trend with momentum", spread, rsi: strength, atr: range, slDistance, tpDistance });
    },
  }),
});
