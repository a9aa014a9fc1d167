import { defineIndicator } from "@bellwether/core";
import { atr } from "./atr.js";

/**
 * Normalised average true range: the ATR in percent of the close (2 is 2 %), so that it compares across instruments.
 * Rows before `period` are NaN; 0 where the close is 0.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_NATR.c`
 */
export const natr = defineIndicator({ name: "natr", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  const { warmup, extend } = atr.createKernel(period);
  return {
    warmup,
    extend(inputs, outputs, from, to) {
      extend(inputs, outputs, from, to);
      const close = inputs[2];
      const [out] = outputs;
      for (let i = from; i < to; i++) out[i] = close[i] === 0 ? 0 : (100 * out[i]!) / close[i]!;
    },
  };
});
