import { defineIndicator } from "@bellwether/core";

/**
 * Where in its range a bar closed: `(2 · close − high − low) / (high − low)`, −1 at the low and 1 at the high; 0 for a bar
 * without range.
 */
export const closeLocation = defineIndicator({ name: "closeLocation", inputs: ["high", "low", "close"] }, () => ({
  warmup: 0,
  extend([high, low, close], [out], from, to) {
    for (let i = from; i < to; i++) {
      const range = high[i]! - low[i]!;
      const place = close[i]! - low[i]! - (high[i]! - close[i]!);
      out[i] = range === 0 ? 0 * place : place / range;
    }
  },
}));
