import * as z from "zod";
import type { Sizer } from "./sizer.js";

export const FixedFractionOptions = z.strictObject({
  type: z.literal("fixed-fraction"),
  fraction: z.number().positive().describe("Share of capital to put into the position."),
});

/** A share of capital. */
export function fixedFraction(fraction: number, name = "fixed-fraction"): Sizer {
  return { name, quantity: ({ capital, unit }) => (fraction * capital) / unit };
}
