import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";
import { moneyFlowVolume } from "./money-flow-volume.js";

/**
 * Chaikin money flow: volume of the last `period` bars weighted by where each closes in its range, as a fraction of
 * their volume, in [-1, 1]. NaN where nothing was traded in the whole window. Rows before `period - 1` are NaN.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see R TTR `CMF`
 */
export const cmf = defineIndicator(
  { name: "cmf", inputs: ["high", "low", "close", "volume"] },
  (period: number = 20) => {
    assertPeriod("cmf", period);
    const flow = createRollingSum(period);
    const traded = createRollingSum(period);
    return {
      warmup: period - 1,
      extend([high, low, close, volume], [out], from, to) {
        for (let i = from; i < to; i++) {
          const h = high[i]!;
          const l = low[i]!;
          const c = close[i]!;
          const v = volume[i]!;
          if (Number.isFinite(h + l + c + v)) out[i] = flow.push(moneyFlowVolume(h, l, c, v)) / traded.push(v);
          else {
            flow.reset();
            traded.reset();
            out[i] = Number.NaN;
          }
        }
      },
    };
  },
);
