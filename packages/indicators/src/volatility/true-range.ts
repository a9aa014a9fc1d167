import { defineIndicator } from "@bellwether/core";

/**
 * True range: the bar's range, widened to the previous close. Unit: price.
 * Row 0 is NaN, and so is the first row after a NaN: there is no previous close.
 * @see TA-Lib `ta_TRANGE.c`
 */
export const trueRange = defineIndicator({ name: "trueRange", inputs: ["high", "low", "close"] }, () => {
  let previous = Number.NaN;
  return {
    warmup: 1,
    extend([high, low, close], [out], from, to) {
      let before = previous;
      for (let i = from; i < to; i++) {
        const clean = Number.isFinite(high[i]! + low[i]! + close[i]!);
        out[i] = clean ? Math.max(high[i]!, before) - Math.min(low[i]!, before) : Number.NaN;
        before = clean ? close[i]! : Number.NaN;
      }
      previous = before;
    },
  };
});
