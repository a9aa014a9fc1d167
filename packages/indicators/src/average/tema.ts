import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createEmaState } from "../kernel/ema-state.js";

/**
 * Triple exponential moving average: `3 e1 - 3 e2 + e3`, each the EMA of the one before.
 * Unit out = unit in; defined from row `3 (period - 1)`.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_TEMA.c`
 */
export const tema = defineIndicator("tema", (period: number) => {
  assertPeriod("tema", period);
  const warmup = 3 * (period - 1);
  const first = createEmaState(period);
  const second = createEmaState(period);
  const third = createEmaState(period);
  const { weight } = first;
  let clean = 0; // values since the last NaN, up to `warmup + 1`
  return {
    warmup,
    extend([x], [out], from, to) {
      let e1 = first.value;
      let e2 = second.value;
      let e3 = third.value;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (clean > warmup && Number.isFinite(value)) {
          e1 += weight * (value - e1);
          e2 += weight * (e1 - e2);
          e3 += weight * (e2 - e3);
        } else {
          clean = Number.isFinite(value) ? clean + 1 : 0;
          e1 = first.push(value);
          e2 = second.push(e1);
          e3 = third.push(e2);
        }
        out[i] = 3 * (e1 - e2) + e3;
      }
      if (clean <= warmup) return; // still seeding: the states carry their own sums
      first.value = e1;
      second.value = e2;
      third.value = e3;
    },
  };
});
