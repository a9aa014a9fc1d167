import { defineStrategy, flat, long, short } from "@bellwether/core";
import * as z from "zod";

/** Digits of the finest price in the reference data; sums of whole ticks are exact, so equal averages are equal. */
const TICKS = 1e5;

/** Sign of the fast average minus the slow one over the last closes before `end`. */
function sideOf(closes: Float64Array, fast: number, slow: number, end: number): number {
  let [fastSum, slowSum] = [0, 0];
  for (let i = end - slow; i < end; i++) {
    const ticks = Math.round(closes[i]! * TICKS);
    slowSum += ticks;
    if (i >= end - fast) fastSum += ticks;
  }
  return Math.sign(fastSum * slow - slowSum * fast);
}

/**
 * Long when the fast average of closes crosses above the slow one; flat when it crosses below (short with `shorts`),
 * unless `exits` is off; no opinion between. The libraries compared with differ only where averages are equal beside a cross; their data has
 * no such bar, or a comparison would fail.
 */
export const smaCross = defineStrategy({
  id: "sma-cross",
  params: z.strictObject({
    fast: z.int(),
    slow: z.int(),
    exits: z.boolean().default(true),
    shorts: z.boolean().default(false),
  }),
  create: ({ fast, slow, exits, shorts }) => ({
    warmup: slow + 1,
    generateSignal(df) {
      const closes = df.close.values(slow + 1);
      const before = sideOf(closes, fast, slow, slow);
      const now = sideOf(closes, fast, slow, slow + 1);
      if (now > 0 && before < 0) return long(df);
      if (!(now < 0 && before > 0 && exits)) return null;
      return shorts ? short(df) : flat(df);
    },
  }),
});
