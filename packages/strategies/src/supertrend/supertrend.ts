import { defineStrategy, long, multiple, period, short } from "@bellwether/core";
import { supertrend as line } from "@bellwether/indicators";
import * as z from "zod";

/** Always on the side of the Supertrend line: long above it, short (on spot: flat) below. Not an edge. */
export const supertrend = defineStrategy({
  id: "supertrend",
  description: "On the side of the Supertrend line.",
  params: z.strictObject({
    period: period({ default: 10, search: [5, 30] }),
    multiplier: multiple({ default: 3, search: [1, 6] }),
  }),
  create: (params) => ({
    warmup: 8 * params.period,
    generateSignal(df) {
      const direction = line(df, params.period, params.multiplier).direction.last;
      if (direction > 0) return long(df, { reason: "above the line" });
      return direction < 0 ? short(df, { reason: "below the line" }) : null;
    },
  }),
});
