import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createAdxState } from "../kernel/adx-state.js";

/**
 * Average directional index: strength of the trend whatever its direction, the DX smoothed by Wilder's average.
 * In [0, 100]; a bar on which nothing moves counts 0 in the seed and leaves the value as it is later.
 * Defined from row `2 period - 1`.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_ADX.c`
 */
export const adx = defineIndicator({ name: "adx", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("adx", period);
  const strength = createAdxState(period);
  return {
    warmup: 2 * period - 1,
    extend([high, low, close], [out], from, to) {
      for (let i = from; i < to; i++) {
        const h = high[i]!;
        const l = low[i]!;
        const c = close[i]!;
        if (Number.isFinite(h + l + c)) {
          out[i] = strength.push(h, l, c);
        } else {
          strength.reset();
          out[i] = Number.NaN;
        }
      }
    },
  };
});
