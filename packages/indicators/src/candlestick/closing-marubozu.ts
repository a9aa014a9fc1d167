import { NO_PATTERN } from "./candle.js";
import { bodyLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Closing marubozu: a long body with hardly a shadow where it closes. Its sign is its colour.
 * @see TA-Lib `CDLCLOSINGMARUBOZU`
 */
export const closingMarubozu = defineCandlestick("closingMarubozu", 1, ({ candles: [candle], average }) => {
  const long = average(bodyLong, candle);
  const tiny = average(shadowVeryShort, candle);
  return () =>
    candle.body > long.value && (candle.isWhite ? candle.upperShadow : candle.lowerShadow) < tiny.value
      ? candle.direction
      : NO_PATTERN;
});
