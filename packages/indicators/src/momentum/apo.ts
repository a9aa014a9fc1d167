import { defineIndicator } from "@bellwether/core";
import { type AverageKind, createAveragePair } from "../kernel/average-pair.js";

/**
 * Absolute price oscillator: fast average minus slow average, simple ones unless `average` is `"ema"`.
 * Unit out = unit in; defined from row `slow - 1`.
 * @throws {BadPeriodError} unless both periods are positive integers and `fast` is at most `slow`.
 * @see TA-Lib `ta_APO.c`
 */
export const apo = defineIndicator("apo", (fast: number = 12, slow: number = 26, average: AverageKind = "sma") => {
  const pair = createAveragePair("apo", fast, slow, average);
  return {
    warmup: slow - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) out[i] = pair.push(x[i]!) ? pair.fast - pair.slow : Number.NaN;
    },
  };
});
