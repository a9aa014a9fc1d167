import { defineIndicator } from "@bellwether/core";
import { assertPositive } from "../kernel/assert-positive.js";
import { atr } from "../volatility/atr.js";

/**
 * Supertrend: a trailing line `multiplier` ATRs from the bar's middle, which only closes in on the price until a close
 * crosses it. `line` is below the price in an up-trend and above it in a down-trend (unit: price); `direction` is 1 or
 * -1. It starts in a down-trend. Rows before `period` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer and `multiplier` a positive number.
 * @see the published rule of Olivier Seban, as TradingView's `ta.supertrend` applies it (whose direction has the
 *   opposite sign)
 */
export const supertrend = defineIndicator(
  { name: "supertrend", inputs: ["high", "low", "close"], outputs: ["line", "direction"] },
  (period: number = 10, multiplier: number = 3) => {
    assertPositive("supertrend", "multiplier", multiplier);
    const { warmup, extend } = atr.createKernel(period);
    let up = false;
    let upper = Number.NaN; // both bands are carried on: a close decides which one is the line
    let lower = Number.NaN;
    let previous = Number.NaN;
    return {
      warmup,
      extend(inputs, outputs, from, to) {
        const [high, low, close] = inputs;
        const [line, direction] = outputs;
        extend(inputs, [line], from, to); // the line column holds the ATR until the loop has read it
        let isUp = up;
        let above = upper;
        let below = lower;
        let before = previous;
        for (let i = from; i < to; i++) {
          const reach = multiplier * line[i]!;
          if (Number.isNaN(reach)) {
            isUp = false;
            above = Number.NaN;
            line[i] = Number.NaN;
            direction[i] = Number.NaN;
            continue;
          }
          const middle = (high[i]! + low[i]!) / 2;
          const first = Number.isNaN(above);
          if (first || middle + reach < above || before > above) above = middle + reach;
          if (first || middle - reach > below || before < below) below = middle - reach;
          before = close[i]!;
          if (!first) isUp = isUp ? before >= below : before > above;
          line[i] = isUp ? below : above;
          direction[i] = isUp ? 1 : -1;
        }
        up = isUp;
        upper = above;
        lower = below;
        previous = before;
      },
    };
  },
);
