import { BULLISH, NO_PATTERN } from "./candle.js";
import { equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Stick sandwich, bullish: a white candle that trades above the close of the black one before, between two black candles
 * that close at one price.
 * @see TA-Lib `CDLSTICKSANDWICH`
 */
export const stickSandwich = defineCandlestick("stickSandwich", 3, ({ candles: [first, second, third], average }) => {
  const same = average(equal, first);
  return () =>
    first.isBlack &&
    second.isWhite &&
    third.isBlack &&
    second.low > first.close &&
    same.matches(third.close, first.close)
      ? BULLISH
      : NO_PATTERN;
});
