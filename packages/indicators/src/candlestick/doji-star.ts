import { NO_PATTERN } from "./candle.js";
import { bodyDoji, bodyLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Doji star: a long body, then a doji that gaps away in its direction. Bearish after a white candle, bullish after a
 * black one.
 * @see TA-Lib `CDLDOJISTAR`
 */
export const dojiStar = defineCandlestick("dojiStar", 2, ({ candles: [first, second], average }) => {
  const long = average(bodyLong, first);
  const doji = average(bodyDoji, second);
  return () =>
    first.body > long.value &&
    second.body <= doji.value &&
    (first.isWhite ? second.bodyGapsUp(first) : second.bodyGapsDown(first))
      ? -first.direction
      : NO_PATTERN;
});
