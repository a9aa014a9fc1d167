import { defineStrategy, flat, long, type SignalDetails, short } from "@bellwether/core";
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

export interface Averages {
  readonly fast: number;
  readonly slow: number;
}

/**
 * 1 where the fast average of closes crosses above the slow one at a row, −1 where it crosses below, 0 elsewhere. The
 * libraries compared with differ only where averages are equal beside a cross; their data has no such bar, or a comparison
 * would fail.
 */
export function crossingAt(closes: Float64Array, row: number, { fast, slow }: Averages): -1 | 0 | 1 {
  if (row < slow) return 0;
  const before = sideOf(closes, fast, slow, row);
  const now = sideOf(closes, fast, slow, row + 1);
  return now > 0 && before < 0 ? 1 : now < 0 && before > 0 ? -1 : 0;
}

/**
 * Long when the fast average of closes crosses above the slow one; flat when it crosses below (short with `shorts`),
 * unless `exits` is off; no opinion between.
 * @param entry - how a long position is entered, by the close of the crossing.
 */
export const crossingEntered = (entry: (close: number) => SignalDetails) =>
  defineStrategy({
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
        const crossing = crossingAt(df.close.values(slow + 1), slow, { fast, slow });
        if (crossing > 0) return long(df, entry(df.close.last));
        if (crossing === 0 || !exits) return null;
        return shorts ? short(df) : flat(df);
      },
    }),
  });

/** The same, entered at the market. */
export const smaCross = crossingEntered(() => ({}));
