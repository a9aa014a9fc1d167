import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Dragonfly doji, bullish: a doji at the top of its range, with a lower shadow and no upper one.
 * @see TA-Lib `CDLDRAGONFLYDOJI`
 */
export const dragonflyDoji = defineCandlestick("dragonflyDoji", 1, ({ candles: [candle], average }) => {
  const doji = average(bodyDoji, candle);
  const tiny = average(shadowVeryShort, candle);
  return () =>
    candle.body <= doji.value && candle.upperShadow < tiny.value && candle.lowerShadow > tiny.value
      ? BULLISH
      : NO_PATTERN;
});
