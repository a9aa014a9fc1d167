import { NO_PATTERN } from "./candle.js";
import { near } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Three-line strike: three candles of one colour, each closing further and opening in or near the body before, then one of
 * the other colour that takes all of it back. Its sign is the colour of the three.
 * @see TA-Lib `CDL3LINESTRIKE`
 */
export const threeLineStrike = defineCandlestick(
  "threeLineStrike",
  4,
  ({ candles: [first, second, third, fourth], average }) => {
    const close = average(near, first);
    const nextClose = average(near, second);
    const strikes = () =>
      third.isWhite
        ? third.close > second.close &&
          second.close > first.close &&
          fourth.open > third.close &&
          fourth.close < first.open
        : third.close < second.close &&
          second.close < first.close &&
          fourth.open < third.close &&
          fourth.close > first.open;
    return () =>
      second.hasColourOf(first) &&
      third.hasColourOf(second) &&
      !fourth.hasColourOf(third) &&
      second.open >= first.bodyBottom - close.value &&
      second.open <= first.bodyTop + close.value &&
      third.open >= second.bodyBottom - nextClose.value &&
      third.open <= second.bodyTop + nextClose.value &&
      strikes()
        ? third.direction
        : NO_PATTERN;
  },
);
