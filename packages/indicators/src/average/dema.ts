import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createEmaState } from "../kernel/ema-state.js";

/**
 * Double exponential moving average: `2 e1 - e2`, where `e2` is the EMA of the EMA `e1`.
 * Unit out = unit in; defined from row `2 (period - 1)`.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_DEMA.c`
 */
export const dema = defineIndicator("dema", (period: number) => {
  assertPeriod("dema", period);
  const warmup = 2 * (period - 1);
  const first = createEmaState(period);
  const second = createEmaState(period);
  const { weight } = first;
  let clean = 0; // values since the last NaN, up to `warmup + 1`
  return {
    warmup,
    extend([x], [out], from, to) {
      let e1 = first.value;
      let e2 = second.value;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (clean > warmup && Number.isFinite(value)) {
          e1 += weight * (value - e1);
          e2 += weight * (e1 - e2);
        } else {
          clean = Number.isFinite(value) ? clean + 1 : 0;
          e1 = first.push(value);
          e2 = second.push(e1);
        }
        out[i] = 2 * e1 - e2;
      }
      if (clean <= warmup) return; // still seeding: the states carry their own sums
      first.value = e1;
      second.value = e2;
    },
  };
});
