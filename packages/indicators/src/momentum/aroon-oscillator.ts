import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingMax, createRollingMin } from "../kernel/rolling-extremes.js";

/**
 * Aroon oscillator: Aroon up minus Aroon down, in [-100, 100]; above 0 while the highest high is newer than the lowest low.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_AROONOSC.c`
 */
export const aroonOscillator = defineIndicator(
  { name: "aroonOscillator", inputs: ["high", "low"] },
  (period: number = 14) => {
    assertPeriod("aroonOscillator", period);
    const highest = createRollingMax(period + 1);
    const lowest = createRollingMin(period + 1);
    const percent = 100 / period;
    return {
      warmup: period,
      extend([high, low], [out], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          out[i] = Number.NaN;
          if (!Number.isFinite(h + l)) {
            highest.reset();
            lowest.reset();
            continue;
          }
          highest.push(h);
          lowest.push(l);
          if (highest.count > period) out[i] = percent * (lowest.age - highest.age);
        }
      },
    };
  },
);
