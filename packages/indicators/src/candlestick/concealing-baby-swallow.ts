import { BULLISH, NO_PATTERN } from "./candle.js";
import { shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Concealing baby swallow, bullish: two black marubozu, a black candle that gaps down but reaches back into the second
 * body, then a black one that engulfs it, shadows included.
 * @see TA-Lib `CDLCONCEALBABYSWALL`
 */
export const concealingBabySwallow = defineCandlestick(
  "concealingBabySwallow",
  4,
  ({ candles: [first, second, third, fourth], average }) => {
    const tiny = average(shadowVeryShort, first);
    const secondTiny = average(shadowVeryShort, second);
    const thirdTiny = average(shadowVeryShort, third);
    return () =>
      first.isBlack &&
      second.isBlack &&
      third.isBlack &&
      fourth.isBlack &&
      first.lowerShadow < tiny.value &&
      first.upperShadow < tiny.value &&
      second.lowerShadow < secondTiny.value &&
      second.upperShadow < secondTiny.value &&
      third.bodyGapsDown(second) &&
      third.upperShadow > thirdTiny.value &&
      third.high > second.close &&
      fourth.high > third.high &&
      fourth.low < third.low
        ? BULLISH
        : NO_PATTERN;
  },
);
