import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnRange } from "../kernel/column-range.js";

/**
 * Ichimoku Kinko Hyo, with nothing taken from the future: each row holds what a chart shows over that bar.
 * Unit of all five lines: price.
 *
 * - `conversion`, `base`: middle of the highest high and lowest low of the last `conversionPeriod`, `basePeriod` bars.
 * - `spanA`, `spanB`: the cloud over this bar, drawn `basePeriod` bars ago: then, the mean of conversion and base, and
 *   the middle of `spanPeriod` bars.
 * - `lagging`: the close of `basePeriod` bars ago. A chart draws today's close that far back; to say that it stands
 *   above the price there is to say `close > lagging`.
 *
 * NaN before: conversion row `conversionPeriod - 1`, base row `basePeriod - 1`, lagging row `basePeriod`, spanA row
 * `max(conversionPeriod, basePeriod) - 1 + basePeriod`, spanB row `spanPeriod - 1 + basePeriod`. The warm-up is that of
 * the last of them.
 * @throws {BadPeriodError} unless all periods are positive integers.
 * @see Hosoda's rule as backtrader's `Ichimoku` applies it, which displaces by `basePeriod` and not by one less
 */
export const ichimoku = defineIndicator(
  {
    name: "ichimoku",
    inputs: ["high", "low", "close"],
    outputs: ["conversion", "base", "spanA", "spanB", "lagging"],
  },
  (conversionPeriod: number = 9, basePeriod: number = 26, spanPeriod: number = 52) => {
    assertPeriod("ichimoku", conversionPeriod, 1, "conversionPeriod");
    assertPeriod("ichimoku", basePeriod, 1, "basePeriod");
    assertPeriod("ichimoku", spanPeriod, 1, "spanPeriod");
    const extendConversion = middle(conversionPeriod);
    const extendBase = middle(basePeriod);
    const extendSpan = middle(spanPeriod);
    // what the cloud will be, basePeriod bars from now
    const cloudA = new Float64Array(basePeriod);
    const cloudB = new Float64Array(basePeriod);
    const closes = new Float64Array(basePeriod);
    let clean = 0;
    let slot = 0;
    return {
      warmup: basePeriod - 1 + Math.max(conversionPeriod, basePeriod, spanPeriod),
      extend([high, low, close], [conversion, base, spanA, spanB, lagging], from, to) {
        const scratch = lagging; // filled last
        extendConversion(high, low, conversion, scratch, from, to);
        extendBase(high, low, base, scratch, from, to);
        extendSpan(high, low, spanB, scratch, from, to);
        for (let i = from; i < to; i++) {
          const past = clean >= basePeriod;
          const before = closes[slot]!;
          const a = cloudA[slot]!;
          const b = cloudB[slot]!;
          cloudA[slot] = (conversion[i]! + base[i]!) / 2;
          cloudB[slot] = spanB[i]!;
          closes[slot] = close[i]!;
          slot = slot + 1 === basePeriod ? 0 : slot + 1;
          const whole = Number.isFinite(high[i]! + low[i]! + close[i]!);
          clean = whole ? clean + 1 : 0;
          spanA[i] = whole && past ? a : Number.NaN;
          spanB[i] = whole && past ? b : Number.NaN;
          lagging[i] = whole && past ? before : Number.NaN;
        }
      },
    };
  },
);

/** Middle of the channel of `period` bars, on two columns. */
function middle(period: number) {
  const range = createColumnRange(period);
  return (
    high: Float64Array,
    low: Float64Array,
    out: Float64Array,
    scratch: Float64Array,
    from: number,
    to: number,
  ): void => {
    range.extend(high, low, out, scratch, from, to);
    for (let i = from; i < to; i++) out[i] = (out[i]! + scratch[i]!) / 2;
  };
}
