import { NO_PATTERN } from "./candle.js";
import { bodyLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Kicking by length: a marubozu, then one of the opposite colour beyond a gap. Its sign is the colour of the longer one.
 * @see TA-Lib `CDLKICKINGBYLENGTH`
 */
export const kickingByLength = defineCandlestick("kickingByLength", 2, ({ candles: [first, second], average }) => {
  const tiny = average(shadowVeryShort, first);
  const nextTiny = average(shadowVeryShort, second);
  const long = average(bodyLong, first);
  const nextLong = average(bodyLong, second);
  return () =>
    !second.hasColourOf(first) &&
    first.body > long.value &&
    first.upperShadow < tiny.value &&
    first.lowerShadow < tiny.value &&
    second.body > nextLong.value &&
    second.upperShadow < nextTiny.value &&
    second.lowerShadow < nextTiny.value &&
    (first.isBlack ? second.gapsUp(first) : second.gapsDown(first))
      ? (second.body > first.body ? second : first).direction
      : NO_PATTERN;
});
