import { defineStrategy, long } from "@bellwether/core";
import * as z from "zod";

/** Long from the first bar on: what every other strategy has to beat. */
export const buyAndHold = defineStrategy({
  id: "buy-and-hold",
  description: "Long from the first bar on: what every other strategy has to beat.",
  params: z.strictObject({}),
  create: () => ({
    warmup: 1,
    generateSignal: (df) => long(df),
  }),
});
