import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createDirectionalMovement } from "../kernel/directional-movement.js";

/**
 * Plus directional indicator: upward directional movement in percent of the true range, both smoothed by Wilder's method.
 * In [0, 100]; 0 where the range is 0.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_PLUS_DI.c`
 */
export const plusDi = defineIndicator({ name: "plusDi", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("plusDi", period);
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
          out[i] = movement.range > 0 ? (100 * movement.plus) / movement.range : 0;
      }
    },
  };
});
