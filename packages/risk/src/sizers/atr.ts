import * as z from "zod";
import { atrOf } from "../decision/atr-of.js";
import type { Sizer } from "./sizer.js";

export const AtrSizerOptions = z.strictObject({
  type: z.literal("atr"),
  fraction: z.number().gt(0).lte(1).describe("Share of capital that the move is worth."),
  multiple: z.number().positive().default(1).describe("The move, in ATRs."),
  period: z.int().min(1).max(1_000).default(14).describe("Bars that the ATR averages."),
});

/** As much as makes a move of some ATRs worth a share of capital; the signal's own ATR counts before a measured one. */
export function atrSizer({ fraction, multiple, period }: z.output<typeof AtrSizerOptions>): Sizer {
  return {
    name: "atr",
    warmup: period + 1,
    measure: (input) => ({ atr: atrOf(input, period) }),
    quantity: ({ capital, contractSize }, { atr = Number.NaN }) =>
      atr > 0 ? (fraction * capital) / (multiple * atr * contractSize) : Number.NaN,
  };
}
