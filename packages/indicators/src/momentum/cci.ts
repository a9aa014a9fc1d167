import { assertPeriod, defineIndicator } from "@bellwether/core";

/** Lambert's constant: about three quarters of the values then lie within ±100. */
const SCALE = 0.015;

/**
 * Commodity channel index: distance of the typical price `(high + low + close) / 3` from its mean over `period` bars, in
 * units of 0.015 mean absolute deviations. 0 where the prices do not differ. O(period) a bar: every deviation changes
 * when the mean moves.
 * @throws {BadPeriodError} unless `period` is a positive integer.
 * @see TA-Lib `ta_CCI.c`
 */
export const cci = defineIndicator({ name: "cci", inputs: ["high", "low", "close"] }, (period: number = 14) => {
  assertPeriod("cci", period);
  const ring = new Float64Array(period);
  let at = 0;
  let clean = 0; // bars since the last NaN, up to `period`
  return {
    warmup: period - 1,
    extend([high, low, close], [out], from, to) {
      for (let i = from; i < to; i++) {
        const price = (high[i]! + low[i]! + close[i]!) / 3;
        out[i] = Number.NaN;
        if (!Number.isFinite(price)) {
          at = 0;
          clean = 0;
          continue;
        }
        ring[at] = price;
        if (++at === period) at = 0;
        if (clean < period && ++clean < period) continue;
        // all is measured from the newest price: equal prices then deviate by exactly 0
        let above = 0;
        for (let k = 0; k < period; k++) above += ring[k]! - price;
        const mean = above / period;
        let deviation = 0;
        for (let k = 0; k < period; k++) deviation += Math.abs(ring[k]! - price - mean);
        out[i] = deviation > 0 ? -mean / ((SCALE * deviation) / period) : 0;
      }
    },
  };
});
