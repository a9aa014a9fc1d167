import { defineStrategy, type Frame, flat, long, period, short, type Timeframe } from "@bellwether/core";
import { atr, ema } from "@bellwether/indicators";
import * as z from "zod";
import { heldAgainst } from "../held-against.js";
import { stopParams } from "../stop-params.js";
import { emaWarmup, wilderWarmup } from "../warm-up.js";

/** A timeframe `factor` times as long: `15m` by 4 is `60m`. */
function longer(timeframe: Timeframe, factor: number): Timeframe {
  return `${Number.parseInt(timeframe, 10) * factor}${timeframe.at(-1)}` as Timeframe;
}

/**
 * Trades with the trend of a higher timeframe, and times the entry in its own. The higher trend is up while the newest
 * closed higher bar stands above its EMA. Long in an up-trend while the close is above the fast EMA, short in a
 * down-trend while below it; a pull-back is no reason to leave, a turn of the higher trend is.
 * A stop some ATRs away. A teaching example, not an edge.
 *
 * The higher timeframe is a factor and not a name, since the warm-up counts bars of whichever timeframe is traded.
 */
export const multiTimeframeTrend = defineStrategy({
  id: "multi-timeframe-trend",
  description: "Trades with the trend of a higher timeframe, above or below a fast average of its own; ATR stop.",
  params: z.strictObject({
    factor: period({ default: 4, min: 2, max: 1_000, search: [2, 12], description: "Bars in a higher bar." }),
    trend: period({ default: 20, search: [10, 60, 5], description: "Higher bars of the trend's EMA." }),
    fast: period({ default: 10, search: [5, 30, 5], description: "Bars of the fast EMA." }),
    ...stopParams(3),
  }),
  create({ factor, trend, fast, atrPeriod, stopAtr }) {
    let seen: Frame | null = null;
    let higher: Frame | null = null; // the handle of `seen`, so that no timeframe is spelt bar by bar
    return {
      warmup: Math.max(factor * (emaWarmup(trend) + 1), emaWarmup(fast), wilderWarmup(atrPeriod)),
      generateSignal(df, context) {
        if (higher === null || df !== seen) {
          higher = df.resample(longer(df.timeframe, factor));
          seen = df;
        }
        const lead = higher.close.last - ema(higher.close, trend).last;
        const spread = df.close.last - ema(df.close, fast).last;
        const range = atr(df, atrPeriod).last;
        if (Number.isNaN(lead) || Number.isNaN(spread) || !(range > 0)) return null;
        const up = lead > 0;
        if (up ? spread > 0 : spread < 0) {
          const slDistance = stopAtr * range;
          return up
            ? long(df, { reason: "with the higher up-trend", lead, spread, atr: range, slDistance })
            : short(df, { reason: "with the higher down-trend", lead, spread, atr: range, slDistance });
        }
        return heldAgainst(up, context) ? flat(df, { reason: "the higher trend turned", lead, spread }) : null;
      },
    };
  },
});
