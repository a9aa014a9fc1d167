import * as z from "zod";
import { simpleReturns } from "../measures/simple-returns.js";
import { expectedShortfall } from "../measures/value-at-risk.js";
import type { Sizer } from "./sizer.js";

export const CvarCapOptions = z.strictObject({
  type: z.literal("cvar-cap"),
  limit: z.number().gt(0).lte(1).describe("Share of equity that the position may lose in a bad bar."),
  tail: z.number().gt(0).lt(1).default(0.05).describe("Which bars are bad: the worst share of them."),
  lookback: z.int().min(20).max(100_000).default(250).describe("Returns that are measured."),
});

/** Expected shortfall of the symbol's bar returns, on the side that hurts, times notional: at most a share of equity. */
export function cvarCap({ limit, tail, lookback }: z.output<typeof CvarCapOptions>): Sizer {
  return {
    name: "cvar-cap",
    warmup: lookback + 1,
    measure({ df, signal }) {
      if (df === undefined || df.length <= lookback) return { shortfall: Number.NaN };
      const returns = simpleReturns(df.close.values(lookback + 1));
      const results = signal.signal === "SHORT" ? returns.map((value) => -value) : returns;
      return { shortfall: expectedShortfall(results, tail) ?? Number.NaN };
    },
    quantity: ({ equity, unit }, { shortfall = Number.NaN }) =>
      shortfall > 0 ? (limit * equity) / (shortfall * unit) : shortfall <= 0 ? Number.POSITIVE_INFINITY : Number.NaN,
  };
}
