import { defineIndicator } from "@bellwether/core";

/**
 * Price between the best quotes, nearer to the side with less behind it: `(bid · askQuantity + ask · bidQuantity) / (bidQuantity
 * + askQuantity)`; the middle where nothing stands behind either. Unit: price.
 * @see Gatheral & Oomen, Zero-intelligence Realized Variance Estimation (2010)
 */
export const microPrice = defineIndicator(
  { name: "microPrice", inputs: ["bid", "ask", "bidQuantity", "askQuantity"] },
  () => ({
    warmup: 0,
    extend([bid, ask, bidQuantity, askQuantity], [out], from, to) {
      for (let i = from; i < to; i++) {
        const both = bidQuantity[i]! + askQuantity[i]!;
        out[i] = both === 0 ? (bid[i]! + ask[i]!) / 2 : (bid[i]! * askQuantity[i]! + ask[i]! * bidQuantity[i]!) / both;
      }
    },
  }),
);
