import { BEARISH, NO_PATTERN } from "./candle.js";
import { shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Three black crows, bearish: after a white candle, three black ones with hardly a lower shadow, each closing lower and
 * opening in the body before.
 * @see TA-Lib `CDL3BLACKCROWS`
 */
export const threeBlackCrows = defineCandlestick(
  "threeBlackCrows",
  4,
  ({ candles: [first, second, third, fourth], average }) => {
    const secondTiny = average(shadowVeryShort, second);
    const thirdTiny = average(shadowVeryShort, third);
    const fourthTiny = average(shadowVeryShort, fourth);
    return () =>
      first.isWhite &&
      second.isBlack &&
      third.isBlack &&
      fourth.isBlack &&
      second.lowerShadow < secondTiny.value &&
      third.lowerShadow < thirdTiny.value &&
      fourth.lowerShadow < fourthTiny.value &&
      third.opensInBody(second) &&
      fourth.opensInBody(third) &&
      first.high > second.close &&
      second.close > third.close &&
      third.close > fourth.close
        ? BEARISH
        : NO_PATTERN;
  },
);
