import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, shadowVeryLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Takuri, bullish: a dragonfly doji whose lower shadow is very long.
 * @see TA-Lib `CDLTAKURI`
 */
export const takuri = defineCandlestick("takuri", 1, ({ candles: [candle], average }) => {
  const doji = average(bodyDoji, candle);
  const tiny = average(shadowVeryShort, candle);
  const veryLong = average(shadowVeryLong, candle);
  return () =>
    candle.body <= doji.value && candle.upperShadow < tiny.value && candle.lowerShadow > veryLong.value
      ? BULLISH
      : NO_PATTERN;
});
