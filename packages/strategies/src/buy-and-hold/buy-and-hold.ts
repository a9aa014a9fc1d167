import { defineStrategy, long } from "@bellwether/core";
import * as z from "zod";

const ALWAYS = Object.freeze({ reason: "buy and hold" });

/** Long from the first bar to the last: the yardstick that others must beat after costs. */
export const buyAndHold = defineStrategy({
  id: "buy-and-hold",
  description: "Long from the first bar to the last: the yardstick for all others.",
  params: z.strictObject({}),
  create: () => ({
    warmup: 1,
    generateSignal: (df) => (df.close.last > 0 ? long(df, ALWAYS) : null),
  }),
});
