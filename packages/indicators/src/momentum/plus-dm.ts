import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createDirectionalMovement } from "../kernel/directional-movement.js";

/**
 * Plus directional movement: rise of the high where it beats the fall of the low, summed by Wilder's method.
 * Quote currency; defined from row `period - 1`, or row 1 for a period of 1.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_PLUS_DM.c`
 */
export const plusDm = defineIndicator({ name: "plusDm", inputs: ["high", "low"] }, (period: number = 14) => {
  assertPeriod("plusDm", period);
  const movement = createDirectionalMovement(period);
  const warmup = Math.max(1, period - 1); // the first bar has nothing to move from
  return {
    warmup,
    extend([high, low], [out], from, to) {
      for (let i = from; i < to; i++) {
        const h = high[i]!;
        const l = low[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(h + l)) movement.reset();
        else if (movement.push(h, l, l) > warmup) out[i] = movement.plus;
      }
    },
  };
});
