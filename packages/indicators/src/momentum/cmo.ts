import { assertPeriod, defineIndicator } from "@bellwether/core";

/**
 * Chande momentum oscillator: rises less falls over all movement of the last values, smoothed by Wilder's average.
 * In [-100, 100]; 0 where nothing has moved.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_CMO.c`, which smooths where Chande summed
 */
export const cmo = defineIndicator("cmo", (period: number = 14) => {
  assertPeriod("cmo", period);
  const keep = 1 - 1 / period;
  const state = new Float64Array(2); // Wilder's averages of change and of its size, times `period`
  let clean = 0; // values since the last NaN, up to `period + 1`
  return {
    warmup: period,
    extend([x], [out], from, to) {
      let net = state[0]!;
      let path = state[1]!;
      for (let i = from; i < to; i++) {
        const value = x[i]!;
        if (!Number.isFinite(value)) {
          clean = 0;
          net = 0;
          path = 0;
          out[i] = Number.NaN;
          continue;
        }
        const change = clean === 0 ? 0 : value - x[i - 1]!;
        if (clean > period) {
          net = net * keep + change;
          path = path * keep + Math.abs(change);
        } else {
          net += change;
          path += Math.abs(change);
          clean++;
        }
        if (clean <= period) out[i] = Number.NaN;
        else out[i] = path > 0 ? (100 * net) / path : 0;
      }
      state[0] = net;
      state[1] = path;
    },
  };
});
