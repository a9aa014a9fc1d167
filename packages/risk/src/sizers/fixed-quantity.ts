import * as z from "zod";
import type { Sizer } from "./sizer.js";

export const FixedQuantityOptions = z.strictObject({
  type: z.literal("fixed-quantity"),
  quantity: z.number().positive().describe("Base units."),
});

/** The same quantity each time. */
export function fixedQuantity({ quantity }: z.output<typeof FixedQuantityOptions>): Sizer {
  return { name: "fixed-quantity", quantity: () => quantity };
}
