import { assertPeriod, defineIndicator } from "@bellwether/core";
import { moneyFlowVolume } from "./money-flow-volume.js";

/**
 * Chaikin oscillator: fast less slow exponential average of the accumulation/distribution line, both seeded with the
 * line's first value. Unit: base units. Rows before the longer period less one are NaN.
 * @throws {BadPeriodError} unless both periods are integers of at least 2.
 * @see TA-Lib `ta_ADOSC.c`
 */
export const chaikinOscillator = defineIndicator(
  { name: "chaikinOscillator", inputs: ["high", "low", "close", "volume"] },
  (fastPeriod: number = 3, slowPeriod: number = 10) => {
    assertPeriod("chaikinOscillator", fastPeriod, 2, "fastPeriod");
    assertPeriod("chaikinOscillator", slowPeriod, 2, "slowPeriod");
    const warmup = Math.max(fastPeriod, slowPeriod) - 1;
    const fastWeight = 2 / (fastPeriod + 1);
    const slowWeight = 2 / (slowPeriod + 1);
    let clean = 0;
    let total = 0;
    let fast = 0;
    let slow = 0;
    return {
      warmup,
      extend([high, low, close, volume], [out], from, to) {
        let n = clean;
        let line = total;
        let quick = fast;
        let lazy = slow;
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          const c = close[i]!;
          const v = volume[i]!;
          if (!Number.isFinite(h + l + c + v)) {
            n = 0;
            out[i] = Number.NaN;
            continue;
          }
          if (n === 0) {
            line = moneyFlowVolume(h, l, c, v);
            quick = line;
            lazy = line;
          } else {
            line += moneyFlowVolume(h, l, c, v);
            quick += fastWeight * (line - quick);
            lazy += slowWeight * (line - lazy);
          }
          out[i] = n < warmup ? Number.NaN : quick - lazy;
          n++;
        }
        clean = n;
        total = line;
        fast = quick;
        slow = lazy;
      },
    };
  },
);
