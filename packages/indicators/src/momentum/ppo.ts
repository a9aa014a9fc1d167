import { defineIndicator } from "@bellwether/core";
import { type AverageKind, createAveragePair } from "../kernel/average-pair.js";

/**
 * Percentage price oscillator: fast average above slow average, in percent of the slow one; simple averages unless
 * `average` is `"ema"`. 0 where the slow average is 0. Defined from row `slow - 1`.
 * @throws {BadPeriodError} unless both periods are positive integers and `fast` is at most `slow`.
 * @see TA-Lib `ta_PPO.c`
 */
export const ppo = defineIndicator("ppo", (fast: number = 12, slow: number = 26, average: AverageKind = "sma") => {
  const pair = createAveragePair("ppo", fast, slow, average);
  return {
    warmup: slow - 1,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (!pair.push(x[i]!)) out[i] = Number.NaN;
        else out[i] = pair.slow === 0 ? 0 : (100 * (pair.fast - pair.slow)) / pair.slow;
      }
    },
  };
});
