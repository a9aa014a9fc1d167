import { assertPeriod, defineIndicator } from "@bellwether/core";
import { createRollingSum } from "../kernel/rolling-sum.js";

/**
 * Rolling volume-weighted average price of the last `period` bars, each at its typical price `(high + low + close) / 3`.
 * Quote currency. NaN while no bar of the window has volume.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see sessionVwap for the one that starts anew every session
 */
export const vwap = defineIndicator({ name: "vwap", inputs: ["high", "low", "close", "volume"] }, (period: number) => {
  assertPeriod("vwap", period);
  const turnover = createRollingSum(period);
  const volumes = createRollingSum(period);
  return {
    warmup: period - 1,
    extend([high, low, close, volume], [out], from, to) {
      for (let i = from; i < to; i++) {
        const traded = ((high[i]! + low[i]! + close[i]!) / 3) * volume[i]!;
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
