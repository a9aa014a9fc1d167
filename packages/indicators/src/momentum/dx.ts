import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createDirectionalMovement } from "../kernel/directional-movement.js";

/**
 * Directional movement index: difference of plus and minus DI over their sum, in percent.
 * In [0, 100]; where nothing moves it keeps its last value, 0 at the start. Defined from row `period`.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_DX.c`
 */
export const dx = defineIndicator({ name: "dx", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("dx", period);
  const movement = createDirectionalMovement(period);
  const state = new Float64Array(1); // typed, since a double in a closure variable is boxed at every write
  return {
    warmup: period,
    extend([high, low, close], [out], from, to) {
      let last = state[0]!;
      for (let i = from; i < to; i++) {
        const h = high[i]!;
        const l = low[i]!;
        const c = close[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(h + l + c)) {
          movement.reset();
          last = 0;
          continue;
        }
        if (movement.push(h, l, c) <= period) continue;
        const index = movement.index();
        if (!Number.isNaN(index)) last = index;
        out[i] = last;
      }
      state[0] = last;
    },
  };
});
