import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Gravestone doji: a doji at the bottom of its range, with an upper shadow and no lower one.
 * 100 where it happens, as TA-Lib has it, although it is read as a warning at a top.
 * @see TA-Lib `CDLGRAVESTONEDOJI`
 */
export const gravestoneDoji = defineCandlestick("gravestoneDoji", 1, ({ candles: [candle], average }) => {
  const doji = average(bodyDoji, candle);
  const tiny = average(shadowVeryShort, candle);
  return () =>
    candle.body <= doji.value && candle.lowerShadow < tiny.value && candle.upperShadow > tiny.value
      ? BULLISH
      : NO_PATTERN;
});
