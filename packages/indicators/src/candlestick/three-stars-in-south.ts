import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort, shadowLong, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Three stars in the south, bullish: a long black candle with a long lower shadow, a smaller black one that stays above
 * its low, then a short black marubozu inside the range of the second.
 * @see TA-Lib `CDL3STARSINSOUTH`
 */
export const threeStarsInSouth = defineCandlestick(
  "threeStarsInSouth",
  3,
  ({ candles: [first, second, third], average }) => {
    const longBody = average(bodyLong, first);
    const longShadow = average(shadowLong, first);
    const tiny = average(shadowVeryShort, second);
    const nextTiny = average(shadowVeryShort, third);
    const short = average(bodyShort, third);
    return () =>
      first.isBlack &&
      second.isBlack &&
      third.isBlack &&
      first.body > longBody.value &&
      first.lowerShadow > longShadow.value &&
      second.body < first.body &&
      second.open > first.close &&
      second.open <= first.high &&
      second.low < first.close &&
      second.low >= first.low &&
      second.lowerShadow > tiny.value &&
      third.body < short.value &&
      third.lowerShadow < nextTiny.value &&
      third.upperShadow < nextTiny.value &&
      third.low > second.low &&
      third.high < second.high
        ? BULLISH
        : NO_PATTERN;
  },
);
