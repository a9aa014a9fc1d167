import { NO_PATTERN } from "./candle.js";
import { bodyLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Breakaway: a long candle, three that gap away and go on in its direction, then one of the other colour that closes inside
 * the gap. Its sign is the colour of the fifth.
 * @see TA-Lib `CDLBREAKAWAY`
 */
export const breakaway = defineCandlestick(
  "breakaway",
  5,
  ({ candles: [first, second, third, fourth, fifth], average }) => {
    const long = average(bodyLong, first);
    const fallsAway = () =>
      second.bodyGapsDown(first) &&
      third.high < second.high &&
      third.low < second.low &&
      fourth.high < third.high &&
      fourth.low < third.low &&
      fifth.close > second.open &&
      fifth.close < first.close;
    const risesAway = () =>
      second.bodyGapsUp(first) &&
      third.high > second.high &&
      third.low > second.low &&
      fourth.high > third.high &&
      fourth.low > third.low &&
      fifth.close < second.open &&
      fifth.close > first.close;
    return () =>
      first.body > long.value &&
      second.hasColourOf(first) &&
      fourth.hasColourOf(second) &&
      !fifth.hasColourOf(fourth) &&
      (first.isWhite ? risesAway() : fallsAway())
        ? fifth.direction
        : NO_PATTERN;
  },
);
