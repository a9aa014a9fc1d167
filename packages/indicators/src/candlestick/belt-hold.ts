import { NO_PATTERN } from "./candle.js";
import { bodyLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Belt-hold: a long body with hardly a shadow where it opens. Its sign is its colour.
 * @see TA-Lib `CDLBELTHOLD`
 */
export const beltHold = defineCandlestick("beltHold", 1, ({ candles: [candle], average }) => {
  const long = average(bodyLong, candle);
  const tiny = average(shadowVeryShort, candle);
  return () =>
    candle.body > long.value && (candle.isWhite ? candle.lowerShadow : candle.upperShadow) < tiny.value
      ? candle.direction
      : NO_PATTERN;
});
