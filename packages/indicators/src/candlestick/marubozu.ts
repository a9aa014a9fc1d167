import { NO_PATTERN } from "./candle.js";
import { bodyLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Marubozu: a long body with hardly a shadow at either end. Its sign is its colour.
 * @see TA-Lib `CDLMARUBOZU`
 */
export const marubozu = defineCandlestick("marubozu", 1, ({ candles: [candle], average }) => {
  const long = average(bodyLong, candle);
  const tiny = average(shadowVeryShort, candle);
  return () =>
    candle.body > long.value && candle.upperShadow < tiny.value && candle.lowerShadow < tiny.value
      ? candle.direction
      : NO_PATTERN;
});
