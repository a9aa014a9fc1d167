import { BEARISH, BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Tristar: three doji, the middle one gapping away. Bearish when it gaps up and the third stays below it, bullish when it
 * gaps down and the third stays above it. The yardstick of the first doji serves for all three.
 * @see TA-Lib `CDLTRISTAR`
 */
export const tristar = defineCandlestick("tristar", 3, ({ candles: [first, second, third], average }) => {
  const doji = average(bodyDoji, first);
  return () => {
    const limit = doji.value;
    if (!(first.body <= limit && second.body <= limit && third.body <= limit)) return NO_PATTERN;
    if (second.bodyGapsUp(first) && third.bodyTop < second.bodyTop) return BEARISH;
    return second.bodyGapsDown(first) && third.bodyBottom > second.bodyBottom ? BULLISH : NO_PATTERN;
  };
});
