import { barsPerYear } from "@bellwether/core";
import * as z from "zod";
import { simpleReturns } from "../measures/simple-returns.js";
import { volatility } from "../measures/volatility.js";
import type { Sizer } from "./sizer.js";

export const VolatilityTargetOptions = z.strictObject({
  type: z.literal("volatility-target"),
  target: z.number().positive().describe("Annualised volatility that the position should have: 0.2 is 20 %."),
  lookback: z.int().min(2).max(100_000).default(60).describe("Returns that are measured."),
  periodsPerYear: z
    .number()
    .positive()
    .optional()
    .describe("Bars in a year of the market; those of one that never closes unless given."),
});

/** Target ÷ measured volatility of the close returns, as a share of capital. */
export function volatilityTarget(options: z.output<typeof VolatilityTargetOptions>): Sizer {
  const { target, lookback, periodsPerYear } = options;
  return {
    name: "volatility-target",
    warmup: lookback + 1,
    measure({ df }) {
      if (df === undefined) return { volatility: Number.NaN };
      const perBar = volatility(simpleReturns(df.close.values(lookback + 1)), lookback) ?? Number.NaN;
      return { volatility: perBar * Math.sqrt(periodsPerYear ?? barsPerYear(df.timeframe)) };
    },
    quantity: ({ capital, unit }, { volatility: measured = Number.NaN }) =>
      measured > 0 ? ((target / measured) * capital) / unit : Number.NaN,
  };
}
