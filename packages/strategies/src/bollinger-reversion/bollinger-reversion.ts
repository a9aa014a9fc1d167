import { defineStrategy, flat, long, multiple, period, short } from "@bellwether/core";
import { atr, bollinger } from "@bellwether/indicators";
import * as z from "zod";
import { stopParams } from "../stop-params.js";
import { wilderWarmup } from "../warm-up.js";

/**
 * Bets on a return to the mean: long on a close below the lower Bollinger band, short on one above the upper band,
 * and out again at the middle. In between it has no opinion, so that what is held stays held.
 * It stands against strong trends, so the stop matters. A teaching example, not an edge.
 */
export const bollingerReversion = defineStrategy({
  id: "bollinger-reversion",
  description: "Long below the lower Bollinger band, short above the upper one, out at the middle; ATR stop.",
  params: z.strictObject({
    period: period({ default: 20, min: 2, search: [10, 60, 5], description: "Bars of the bands." }),
    deviations: multiple({ default: 2, search: [1, 3, 0.25], description: "Width of the bands, in deviations." }),
    ...stopParams(3),
  }),
  create: ({ period: bars, deviations, atrPeriod, stopAtr }) => ({
    warmup: Math.max(bars, wilderWarmup(atrPeriod)),
    generateSignal(df, context) {
      const bands = bollinger(df.close, bars, deviations);
      const close = df.close.last;
      const middle = bands.middle.last;
      const below = close < bands.lower.last;
      if (!below && !(close > bands.upper.last)) {
        const side = context?.position.side ?? null;
        const home = (side === "long" && close >= middle) || (side === "short" && close <= middle);
        return home ? flat(df, { reason: "back at the middle band", middle }) : null;
      }
      const range = atr(df, atrPeriod).last;
      if (!(range > 0)) return null; // no place for a stop
      const slDistance = stopAtr * range;
      return below
        ? long(df, { reason: "close below the lower band", middle, atr: range, slDistance })
        : short(df, { reason: "close above the upper band", middle, atr: range, slDistance });
    },
  }),
});
