import { defineStrategy, flat, long, multiple, period } from "@bellwether/core";
import { atr, bollinger } from "@bellwether/indicators";
import * as z from "zod";

const ATR_PERIOD = 14;

/** Buys below the lower Bollinger band and leaves above the middle one, with an ATR stop. Not an edge. */
export const bollingerReversion = defineStrategy({
  id: "bollinger-reversion",
  description: "Long below the lower Bollinger band, out above the middle one, with an ATR stop.",
  params: z.strictObject({
    period: period({ default: 20, min: 2, search: [10, 50] }),
    deviations: multiple({ default: 2, search: [1, 3] }),
    stopAtr: multiple({ default: 3, search: [1, 6] }),
  }),
  create: (params) => ({
    warmup: Math.max(params.period, 4 * ATR_PERIOD),
    generateSignal(df) {
      const { middle, lower } = bollinger(df.close, params.period, params.deviations);
      const close = df.close.last;
      if (close > middle.last) return flat(df, { reason: "back at the mean" });
      if (!(close < lower.last)) return null;
      const range = atr(df, ATR_PERIOD).last;
      if (!(range > 0)) return null;
      return long(df, { reason: "below the lower band", atr: range, slDistance: params.stopAtr * range });
    },
  }),
});
