import { BEARISH, NO_PATTERN } from "./candle.js";
import { equal, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Identical three crows, bearish: three black candles with hardly a lower shadow, each closing lower and opening where
 * the one before closed.
 * @see TA-Lib `CDLIDENTICAL3CROWS`
 */
export const identicalThreeCrows = defineCandlestick(
  "identicalThreeCrows",
  3,
  ({ candles: [first, second, third], average }) => {
    const tiny = average(shadowVeryShort, first);
    const secondTiny = average(shadowVeryShort, second);
    const thirdTiny = average(shadowVeryShort, third);
    const same = average(equal, first);
    const nextSame = average(equal, second);
    return () =>
      first.isBlack &&
      second.isBlack &&
      third.isBlack &&
      first.lowerShadow < tiny.value &&
      second.lowerShadow < secondTiny.value &&
      third.lowerShadow < thirdTiny.value &&
      first.close > second.close &&
      second.close > third.close &&
      same.matches(second.open, first.close) &&
      nextSame.matches(third.open, second.close)
        ? BEARISH
        : NO_PATTERN;
  },
);
