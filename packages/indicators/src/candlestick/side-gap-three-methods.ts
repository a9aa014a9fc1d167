import { NO_PATTERN } from "./candle.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Upside or downside gap three methods: two candles of one colour apart by a gap, then one of the other colour from body
 * to body. Its sign is the colour of the first.
 * @see TA-Lib `CDLXSIDEGAP3METHODS`
 */
export const sideGapThreeMethods = defineCandlestick(
  "sideGapThreeMethods",
  3,
  ({ candles: [first, second, third] }) => {
    return () =>
      second.hasColourOf(first) &&
      !third.hasColourOf(second) &&
      third.opensInBody(second) &&
      third.closesInBody(first) &&
      (first.isWhite ? second.bodyGapsUp(first) : second.bodyGapsDown(first))
        ? first.direction
        : NO_PATTERN;
  },
);
