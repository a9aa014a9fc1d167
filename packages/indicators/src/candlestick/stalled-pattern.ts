import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort, near, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Stalled pattern, bearish: two long white candles, the second with hardly an upper shadow, then a short white one that
 * rides on its shoulder.
 * @see TA-Lib `CDLSTALLEDPATTERN`
 */
export const stalledPattern = defineCandlestick("stalledPattern", 3, ({ candles: [first, second, third], average }) => {
  const long = average(bodyLong, first);
  const nextLong = average(bodyLong, second);
  const short = average(bodyShort, third);
  const tiny = average(shadowVeryShort, second);
  const close = average(near, first);
  const nextClose = average(near, second);
  return () =>
    first.isWhite &&
    second.isWhite &&
    third.isWhite &&
    second.close > first.close &&
    third.close > second.close &&
    first.body > long.value &&
    second.body > nextLong.value &&
    second.upperShadow < tiny.value &&
    second.open > first.open &&
    second.open <= first.close + close.value &&
    third.body < short.value &&
    third.open >= second.close - third.body - nextClose.value
      ? BEARISH
      : NO_PATTERN;
});
