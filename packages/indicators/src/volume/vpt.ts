import { defineIndicator } from "@bellwether/core";

/**
 * Volume price trend: each bar's volume times its return, added up from 0 on the first bar. Unit: base units.
 * Only its changes mean something: a NaN gives NaN, as does a bar after a close of 0, and the line starts again from 0.
 * @see the price and volume trend of David Markstein, as TradingView's `ta.pvt` computes it
 */
export const vpt = defineIndicator({ name: "vpt", inputs: ["close", "volume"] }, () => {
  let previous = Number.NaN;
  let total = 0;
  return {
    warmup: 0,
    extend([close, volume], [out], from, to) {
      let before = previous;
      let sum = total;
      for (let i = from; i < to; i++) {
        const price = close[i]!;
        const amount = volume[i]!;
        if (!Number.isFinite(price + amount) || before === 0) {
          before = Number.NaN;
          out[i] = Number.NaN;
          continue;
        }
        sum = Number.isNaN(before) ? 0 : sum + (amount * (price - before)) / before;
        before = price;
        out[i] = sum;
      }
      previous = before;
      total = sum;
    },
  };
});
