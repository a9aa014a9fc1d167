import { defineIndicator } from "@bellwether/core";

/**
 * Order-flow imbalance of one row of best quotes against the row before: what was added to the bid or taken from the ask,
 * less the reverse. A better price counts the whole quantity behind it, a worse one the whole quantity given up, an unmoved
 * one the change. Unit: that of the quantities; positive for buying pressure. Row 0 is NaN, and so is the row after a NaN.
 * @see Cont, Kukanov & Stoikov, The Price Impact of Order Book Events (2014), equation (2)
 */
export const bookOrderFlow = defineIndicator(
  { name: "bookOrderFlow", inputs: ["bid", "ask", "bidQuantity", "askQuantity"] },
  () => {
    const before = new Float64Array(4).fill(Number.NaN);
    return {
      warmup: 1,
      extend([bid, ask, bidQuantity, askQuantity], [out], from, to) {
        for (let i = from; i < to; i++) {
          const b = bid[i]!;
          const a = ask[i]!;
          const bids = bidQuantity[i]!;
          const asks = askQuantity[i]!;
          // a comparison with NaN is false: the sum of all eight says whether there is one
          const flaw = 0 * (before[0]! + before[1]! + before[2]! + before[3]! + b + a + bids + asks);
          let flow = flaw;
          if (b >= before[0]!) flow += bids;
          if (b <= before[0]!) flow -= before[2]!;
          if (a <= before[1]!) flow -= asks;
          if (a >= before[1]!) flow += before[3]!;
          out[i] = flow;
          before[0] = b;
          before[1] = a;
          before[2] = bids;
          before[3] = asks;
        }
      },
    };
  },
);
