import * as z from "zod";
import type { Sizer } from "./sizer.js";

export const FixedNotionalOptions = z.strictObject({
  type: z.literal("fixed-notional"),
  notional: z.number().positive().describe("Value of the position in quote currency."),
});

/** The same value each time. */
export function fixedNotional({ notional }: z.output<typeof FixedNotionalOptions>): Sizer {
  return { name: "fixed-notional", quantity: ({ unit }) => notional / unit };
}
