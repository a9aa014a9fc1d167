import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createDirectionalMovement } from "../kernel/directional-movement.js";

/**
 * Minus directional indicator: downward directional movement in percent of the true range, both smoothed by Wilder's
 * method. In [0, 100]; 0 where the range is 0.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_MINUS_DI.c`
 */
export const minusDi = defineIndicator({ name: "minusDi", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("minusDi", period);
  const movement = createDirectionalMovement(period);
  return {
    warmup: period,
    extend([high, low, close], [out], from, to) {
      for (let i = from; i < to; i++) {
        const h = high[i]!;
        const l = low[i]!;
        const c = close[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(h + l + c)) movement.reset();
        else if (movement.push(h, l, c) > period)
          out[i] = movement.range > 0 ? (100 * movement.minus) / movement.range : 0;
      }
    },
  };
});
