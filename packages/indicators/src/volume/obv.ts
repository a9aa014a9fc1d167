import { defineIndicator } from "@bellwether/core";

/**
 * On-balance volume: the volume of bars that close higher than the bar before, less that of bars that close lower,
 * added up from the first bar, whose whole volume counts. Unit: base units.
 * Only its changes mean something: a NaN in close or volume gives NaN, and the next clean bar starts as a first one.
 * @see TA-Lib `ta_OBV.c`
 */
export const obv = defineIndicator({ name: "obv", inputs: ["close", "volume"] }, () => {
  let previous = Number.NaN;
  let total = 0;
  return {
    warmup: 0,
    extend([close, volume], [out], from, to) {
      let before = previous;
      let sum = total;
      let i = from;
      while (i < to) {
        if (!Number.isNaN(before)) {
          for (; i < to; i++) {
            const price = close[i]!;
            const amount = volume[i]!;
            if (!Number.isFinite(price + amount)) break;
            sum += amount * (Number(price > before) - Number(price < before)); // no branch: its side is a coin toss
            before = price;
            out[i] = sum;
          }
          if (i === to) break;
        }
        const clean = Number.isFinite(close[i]! + volume[i]!);
        before = clean ? close[i]! : Number.NaN;
        sum = volume[i]!;
        out[i] = clean ? sum : Number.NaN;
        i++;
      }
      previous = before;
      total = sum;
    },
  };
});
