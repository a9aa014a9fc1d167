import { assertPeriod, defineIndicator, type Frame, normalCdf, type Series } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import { definePairMap } from "../ops/elementwise.js";
import { product, ratioOrZero } from "../ops/ops.js";

/**
 * Share of a bar's volume that buyers started, by bulk volume classification: the normal distribution function of the
 * change of the price over the standard deviation of the last `period` changes. Between 0 and 1; where all changes are
 * alike 1 if they are rises, 0 if they are falls, 1/2 if there are none. Rows before `period` are NaN.
 * @throws {BadPeriodError} unless `period` is an integer of at least 2.
 * @see Easley, López de Prado & O'Hara, Flow Toxicity and Liquidity in a High-Frequency World (2012)
 */
export const bulkBuyShare = defineIndicator("bulkBuyShare", (period: number = 20) => {
  assertPeriod("bulkBuyShare", period, 2);
  let clean = 0;
  return {
    warmup: period,
    extend([x], [out], from, to) {
      for (let i = from; i < to; i++) {
        if (!Number.isFinite(x[i]!)) clean = 0;
        else if (clean <= period) clean++;
        if (clean <= period) {
          out[i] = Number.NaN;
          continue;
        }
        const change = x[i]! - x[i - 1]!;
        const mean = (x[i]! - x[i - period]!) / period;
        let squares = 0;
        for (let j = i - period + 1; j <= i; j++) {
          const d = x[j]! - x[j - 1]! - mean;
          squares += d * d;
        }
        const deviation = Math.sqrt(squares / (period - 1));
        out[i] = deviation > 0 ? normalCdf(change / deviation) : (1 + Math.sign(change)) / 2;
      }
    },
  };
});

/** Volume that buyers started, in base units: the volume times {@link bulkBuyShare}. */
export function bulkBuyVolume(df: Frame, period = 20): Series {
  return product(df.volume, bulkBuyShare(df.close, period));
}

/** `|buy − sell|`, in base units. */
export const volumeImbalance = definePairMap("volumeImbalance", (buy, volume, out, from, to) => {
  for (let i = from; i < to; i++) out[i] = Math.abs(2 * buy[i]! - volume[i]!);
});

/**
 * VPIN as published code for bars has it: the mean of `|buy − sell|` over `period` bars, over the volume of the last bar;
 * 0 where that is 0. The feature `vpin` divides by the volume of all of them instead, which keeps it below 1.
 * @param classification - bars whose changes set the scale of {@link bulkBuyShare}.
 */
export function barVpin(df: Frame, period = 20, classification = 20): Series {
  const imbalance = volumeImbalance(bulkBuyVolume(df, classification), df.volume);
  return ratioOrZero(sma(imbalance, period), df.volume);
}
