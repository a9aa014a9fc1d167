import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createColumnExtremeAge } from "../kernel/column-extreme-age.js";

/** Rows of scratch: enough to run tight, small enough to stay in cache. */
const CHUNK = 256;

/**
 * Aroon oscillator: Aroon up minus Aroon down, in [-100, 100]; above 0 while the highest high is newer than the lowest low.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_AROONOSC.c`
 */
export const aroonOscillator = defineIndicator(
  { name: "aroonOscillator", inputs: ["high", "low"] },
  (period: number = 14) => {
    assertPeriod("aroonOscillator", period);
    const highest = createColumnExtremeAge(period + 1, 1);
    const lowest = createColumnExtremeAge(period + 1, -1);
    const ages = new Float64Array(CHUNK);
    const percent = 100 / period;
    return {
      warmup: period,
      extend([high, low], [out], from, to) {
        for (let first = from; first < to; first += CHUNK) {
          const end = Math.min(to, first + CHUNK);
          highest.extend(high, ages, first, end, first);
          lowest.extend(low, out, first, end);
          for (let i = first; i < end; i++) out[i] = percent * (out[i]! - ages[i - first]!);
        }
      },
    };
  },
);
