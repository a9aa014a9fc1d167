import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Volume-weighted moving average: mean of the last `period` closes, each weighted by its bar's volume.
 * Quote currency. NaN while no bar of the window has volume.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 */
export const vwma = defineIndicator({ name: "vwma", inputs: ["close", "volume"] }, (period: number) => {
  assertPeriod("vwma", period);
  const turnover = createRollingSum(period);
  const volumes = createRollingSum(period);
  return {
    warmup: period - 1,
    extend([close, volume], [out], from, to) {
      for (let i = from; i < to; i++) {
        const traded = close[i]! * volume[i]!;
        if (Number.isFinite(traded)) {
          const money = turnover.push(traded);
          const units = volumes.push(volume[i]!);
          out[i] = units > 0 ? money / units : Number.NaN;
        } else {
          turnover.reset();
          volumes.reset();
          out[i] = Number.NaN;
        }
      }
    },
  };
});
