import { BULLISH, NO_PATTERN } from "./candle.js";
import { shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Ladder bottom, bullish: three black candles with lower opens and closes, a black one with an upper shadow, then a white
 * one that opens above its body and closes above its high.
 * @see TA-Lib `CDLLADDERBOTTOM`
 */
export const ladderBottom = defineCandlestick(
  "ladderBottom",
  5,
  ({ candles: [first, second, third, fourth, fifth], average }) => {
    const tiny = average(shadowVeryShort, fourth);
    return () =>
      first.isBlack &&
      second.isBlack &&
      third.isBlack &&
      first.open > second.open &&
      second.open > third.open &&
      first.close > second.close &&
      second.close > third.close &&
      fourth.isBlack &&
      fourth.upperShadow > tiny.value &&
      fifth.isWhite &&
      fifth.open > fourth.open &&
      fifth.close > fourth.high
        ? BULLISH
        : NO_PATTERN;
  },
);
