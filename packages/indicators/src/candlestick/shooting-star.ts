import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyShort, shadowLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Shooting star, bearish: a short body that gaps up, with a long upper shadow and hardly a lower one.
 * @see TA-Lib `CDLSHOOTINGSTAR`
 */
export const shootingStar = defineCandlestick("shootingStar", 2, ({ candles: [first, second], average }) => {
  const short = average(bodyShort, second);
  const long = average(shadowLong, second);
  const tiny = average(shadowVeryShort, second);
  return () =>
    second.body < short.value &&
    second.upperShadow > long.value &&
    second.lowerShadow < tiny.value &&
    second.bodyGapsUp(first)
      ? BEARISH
      : NO_PATTERN;
});
