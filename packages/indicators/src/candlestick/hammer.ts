import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyShort, near, shadowLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Hammer, bullish: a short body with a long lower shadow and hardly an upper one, near the low of the candle before or
 * below it.
 * @see TA-Lib `CDLHAMMER`
 */
export const hammer = defineCandlestick("hammer", 2, ({ candles: [first, second], average }) => {
  const short = average(bodyShort, second);
  const long = average(shadowLong, second);
  const tiny = average(shadowVeryShort, second);
  const close = average(near, first);
  return () =>
    second.body < short.value &&
    second.lowerShadow > long.value &&
    second.upperShadow < tiny.value &&
    second.bodyBottom <= first.low + close.value
      ? BULLISH
      : NO_PATTERN;
});
