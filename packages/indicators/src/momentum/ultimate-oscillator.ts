import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Ultimate oscillator: buying pressure over true range in three windows, weighted 4, 2 and 1, the shortest heaviest.
 * In [0, 100]; a window without range counts 0. Defined from the row of the longest period.
 * @throws {BadPeriodError} unless all three are positive integers.
 * @see TA-Lib `ta_ULTOSC.c`
 */
export const ultimateOscillator = defineIndicator(
  { name: "ultimateOscillator", inputs: ["high", "low", "close"] },
  (short: number = 7, medium: number = 14, long: number = 28) => {
    assertPeriod("ultimateOscillator", short, 1, "short");
    assertPeriod("ultimateOscillator", medium, 1, "medium");
    assertPeriod("ultimateOscillator", long, 1, "long");
    const periods = [short, medium, long].sort((a, b) => a - b);
    const pressures = periods.map(createRollingSum);
    const ranges = periods.map(createRollingSum);
    const warmup = periods[2]!;
    let clean = 0; // bars since the last NaN, up to `warmup + 1`
    return {
      warmup,
      extend([high, low, close], [out], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          const c = close[i]!;
          out[i] = Number.NaN;
          if (!Number.isFinite(h + l + c)) {
            clean = 0;
            for (let k = 0; k < 3; k++) {
              pressures[k]!.reset();
              ranges[k]!.reset();
            }
            continue;
          }
          if (clean <= warmup) clean++;
          if (clean === 1) continue;
          const before = close[i - 1]!;
          const trueLow = Math.min(l, before);
          const trueHigh = Math.max(h, before);
          let weighted = 0;
          for (let k = 0; k < 3; k++) {
            const pressure = pressures[k]!.push(c - trueLow);
            const range = ranges[k]!.push(trueHigh - trueLow);
            if (range > 0) weighted += (pressure / range) * (4 >> k);
          }
          if (clean > warmup) out[i] = (100 * weighted) / 7;
        }
      },
    };
  },
);
