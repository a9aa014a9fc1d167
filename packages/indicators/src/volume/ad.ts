import { defineIndicator } from "@bellwether/core";
import { moneyFlowVolume } from "./money-flow-volume.js";

/**
 * Chaikin accumulation/distribution line: volume weighted by where each bar closes in its range, added up from the
 * first bar. Unit: base units. Only its changes mean something: a NaN gives NaN, and the line starts again from 0.
 * @see TA-Lib `ta_AD.c`
 */
export const ad = defineIndicator({ name: "ad", inputs: ["high", "low", "close", "volume"] }, () => {
  let total = 0;
  return {
    warmup: 0,
    extend([high, low, close, volume], [out], from, to) {
      let sum = total;
      for (let i = from; i < to; i++) {
        const h = high[i]!;
        const l = low[i]!;
        const c = close[i]!;
        const v = volume[i]!;
        if (Number.isFinite(h + l + c + v)) {
          sum += moneyFlowVolume(h, l, c, v);
          out[i] = sum;
        } else {
          sum = 0;
          out[i] = Number.NaN;
        }
      }
      total = sum;
    },
  };
});
