import { NO_PATTERN } from "./candle.js";
import { near } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Tasuki gap: two bodies apart, then a candle of about the second's size and the other colour that opens in the second
 * body and closes inside the gap. Its sign is the colour of the second.
 * @see TA-Lib `CDLTASUKIGAP`
 */
export const tasukiGap = defineCandlestick("tasukiGap", 3, ({ candles: [first, second, third], average }) => {
  const close = average(near, second);
  const closesInGap = () =>
    second.isWhite
      ? second.bodyGapsUp(first) && third.close < second.open && third.close > first.bodyTop
      : second.bodyGapsDown(first) && third.close > second.open && third.close < first.bodyBottom;
  return () =>
    !third.hasColourOf(second) &&
    third.opensInBody(second) &&
    closesInGap() &&
    Math.abs(second.body - third.body) < close.value
      ? second.direction
      : NO_PATTERN;
});
