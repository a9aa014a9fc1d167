import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Unique three river, bullish: a long black candle, a black one in its body with a lower low, then a short white one that
 * opens above that low.
 * @see TA-Lib `CDLUNIQUE3RIVER`
 */
export const uniqueThreeRiver = defineCandlestick(
  "uniqueThreeRiver",
  3,
  ({ candles: [first, second, third], average }) => {
    const long = average(bodyLong, first);
    const short = average(bodyShort, third);
    return () =>
      first.isBlack &&
      first.body > long.value &&
      second.isBlack &&
      second.close > first.close &&
      second.open <= first.open &&
      second.low < first.low &&
      third.isWhite &&
      third.body < short.value &&
      third.open > second.low
        ? BULLISH
        : NO_PATTERN;
  },
);
