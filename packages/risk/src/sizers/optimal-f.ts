import * as z from "zod";
import type { Measures } from "../decision/facts.js";
import type { Sizer } from "./sizer.js";
import { tradeWindow } from "./trade-window.js";

export const OptimalFOptions = z.strictObject({
  type: z.literal("optimal-f"),
  fraction: z.number().gt(0).lte(1).default(0.25).describe("Share of the optimal f: all of it is more than most bear."),
  ...tradeWindow,
});

/**
 * The f in [0, 1) that makes the geometric mean of `1 + f × result ÷ |worst loss|` largest; 0 where trades lose on
 * balance, NaN where none has lost. The mean has one peak, so halving the interval on its slope finds it.
 * @see Vince, Portfolio Management Formulas (1990)
 */
export function optimalF(results: Float64Array): number {
  const worst = worstLoss(results);
  if (!(worst > 0)) return Number.NaN;
  const slope = (f: number) => results.reduce((sum, result) => sum + result / (worst + f * result), 0);
  let low = 0;
  let high = 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

function worstLoss(results: Float64Array): number {
  return -results.reduce((least, result) => Math.min(least, result), Number.POSITIVE_INFINITY);
}

/** As much as would lose the optimal f of capital if the strategy's worst loss came again. */
export function optimalFSizer({ fraction, window, minTrades, fallback }: z.output<typeof OptimalFOptions>): Sizer {
  return {
    name: "optimal-f",
    trades: window,
    measure(_input, history): Measures {
      const results = history.returns(window);
      if (results.length < minTrades) return { trades: results.length };
      return { trades: results.length, f: optimalF(results), worst: worstLoss(results) };
    },
    quantity({ capital, unit }, { f = Number.NaN, worst = Number.NaN }) {
      if (f >= 0 && worst > 0) return (fraction * f * capital) / (worst * unit);
      return fallback === undefined ? Number.NaN : (fallback * capital) / unit;
    },
  };
}
