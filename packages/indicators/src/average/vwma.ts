import { assertPeriod, defineIndicator } from "@bellwether/core";

/** Below this share of its peak a running sum has lost too many digits to cancellation. */
const LOST = 1e-3;

/**
 * Volume-weighted moving average: mean of the last `period` closes, each weighted by its bar's volume.
 * Quote currency. NaN while no bar of the window has volume.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 */
export const vwma = defineIndicator({ name: "vwma", inputs: ["close", "volume"] }, (period: number) => {
  assertPeriod("vwma", period);
  const limit = Math.max(512, period);
  const state = new Float64Array(4); // typed, since a double in a closure variable is boxed at every write
  let clean = 0; // bars since the last NaN, up to `period`
  let age = limit; // bars since the last fresh sums; at the limit there are none to go on from
  return {
    warmup: period - 1,
    extend([close, volume], [out], from, to) {
      let money = state[0]!;
      let units = state[1]!;
      let mostMoney = state[2]!;
      let mostUnits = state[3]!;
      let i = from;
      while (i < to) {
        if (age < limit) {
          // the steady state, kept bare: nearly every row passes here
          const start = i;
          const end = Math.min(to, i + limit - age);
          for (; i < end; i++) {
            const old = volume[i - period]!;
            money += close[i]! * volume[i]! - close[i - period]! * old;
            units += volume[i]! - old;
            if (money > mostMoney) mostMoney = money;
            if (units > mostUnits) mostUnits = units;
            if (!(money >= LOST * mostMoney && units >= LOST * mostUnits && money < Number.POSITIVE_INFINITY)) break;
            out[i] = units > 0 ? money / units : Number.NaN;
          }
          age += i - start;
          if (i === end) continue;
        }
        if (!Number.isFinite(close[i]! * volume[i]!)) clean = 0;
        else if (clean < period) clean++;
        age = limit;
        money = 0;
        units = 0;
        if (clean === period) {
          for (let j = i - period + 1; j <= i; j++) {
            money += close[j]! * volume[j]!;
            units += volume[j]!;
          }
          mostMoney = money;
          mostUnits = units;
          age = 0;
        }
        out[i] = units > 0 ? money / units : Number.NaN;
        i++;
      }
      state[0] = money;
      state[1] = units;
      state[2] = mostMoney;
      state[3] = mostUnits;
    },
  };
});
