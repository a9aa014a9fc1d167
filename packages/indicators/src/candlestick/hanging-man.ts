import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyShort, near, shadowLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Hanging man, bearish: the shape of a hammer, near the high of the candle before or above it.
 * @see TA-Lib `CDLHANGINGMAN`
 */
export const hangingMan = defineCandlestick("hangingMan", 2, ({ candles: [first, second], average }) => {
  const short = average(bodyShort, second);
  const long = average(shadowLong, second);
  const tiny = average(shadowVeryShort, second);
  const close = average(near, first);
  return () =>
    second.body < short.value &&
    second.lowerShadow > long.value &&
    second.upperShadow < tiny.value &&
    second.bodyBottom >= first.high - close.value
      ? BEARISH
      : NO_PATTERN;
});
