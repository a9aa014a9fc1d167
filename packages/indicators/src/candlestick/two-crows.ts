import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Two crows, bearish: a long white candle, a black one that gaps up, then a black one that opens inside the second body
 * and closes inside the first.
 * @see TA-Lib `CDL2CROWS`
 */
export const twoCrows = defineCandlestick("twoCrows", 3, ({ candles: [first, second, third], average }) => {
  const long = average(bodyLong, first);
  return () =>
    first.isWhite &&
    first.body > long.value &&
    second.isBlack &&
    second.bodyGapsUp(first) &&
    third.isBlack &&
    third.opensInBody(second) &&
    third.closesInBody(first)
      ? BEARISH
      : NO_PATTERN;
});
