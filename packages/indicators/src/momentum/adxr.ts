import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createAdxState } from "../kernel/adx-state.js";

/**
 * Average directional index rating: mean of the ADX now and `period - 1` bars ago.
 * In [0, 100]; defined from row `3 period - 2`.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_ADXR.c`
 */
export const adxr = defineIndicator({ name: "adxr", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("adxr", period);
  const strength = createAdxState(period);
  const ring = new Float64Array(period); // ADX of the last `period` bars
  let at = 0;
  let held = 0;
  return {
    warmup: 3 * period - 2,
    extend([high, low, close], [out], from, to) {
      for (let i = from; i < to; i++) {
        const h = high[i]!;
        const l = low[i]!;
        const c = close[i]!;
        out[i] = Number.NaN;
        if (!Number.isFinite(h + l + c)) {
          strength.reset();
          at = 0;
          held = 0;
          continue;
        }
        const now = strength.push(h, l, c);
        if (Number.isNaN(now)) continue;
        ring[at] = now;
        if (++at === period) at = 0;
        if (held < period && ++held < period) continue;
        out[i] = (now + ring[at]!) / 2;
      }
    },
  };
});
