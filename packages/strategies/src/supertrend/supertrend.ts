import { defineStrategy, long, multiple, period, short } from "@bellwether/core";
import { supertrend as trailing } from "@bellwether/indicators";
import * as z from "zod";

/** Trend changes seen in so many ATR periods, before two histories of different length agree. */
const PERIODS = 20;

/**
 * Always in the market, on the side of the Supertrend line: long above it, short below. The stop lies on the line as it
 * stands at the entry. A teaching example, not an edge.
 */
export const supertrend = defineStrategy({
  id: "supertrend",
  description: "Long above the Supertrend line and short below it, with the stop on the line.",
  params: z.strictObject({
    period: period({ default: 10, search: [7, 30], description: "Bars that the ATR of the line averages." }),
    multiplier: multiple({ default: 3, search: [1, 5, 0.5], description: "Distance of the line, in ATRs." }),
  }),
  create: ({ period: bars, multiplier }) => ({
    warmup: PERIODS * bars,
    generateSignal(df) {
      const { line, direction } = trailing(df, bars, multiplier);
      const trail = line.last;
      const up = direction.last > 0;
      const slDistance = up ? df.close.last - trail : trail - df.close.last;
      if (!(slDistance > 0)) return null; // on the line, or unknown
      return up
        ? long(df, { reason: "close above the Supertrend line", line: trail, slDistance })
        : short(df, { reason: "close below the Supertrend line", line: trail, slDistance });
    },
  }),
});
