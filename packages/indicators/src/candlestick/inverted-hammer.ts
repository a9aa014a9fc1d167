import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyShort, shadowLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Inverted hammer, bullish: a short body that gaps down, with a long upper shadow and hardly a lower one.
 * @see TA-Lib `CDLINVERTEDHAMMER`
 */
export const invertedHammer = defineCandlestick("invertedHammer", 2, ({ candles: [first, second], average }) => {
  const short = average(bodyShort, second);
  const long = average(shadowLong, second);
  const tiny = average(shadowVeryShort, second);
  return () =>
    second.body < short.value &&
    second.upperShadow > long.value &&
    second.lowerShadow < tiny.value &&
    second.bodyGapsDown(first)
      ? BULLISH
      : NO_PATTERN;
});
