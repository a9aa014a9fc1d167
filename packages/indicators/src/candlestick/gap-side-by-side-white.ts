import { BEARISH, BULLISH, NO_PATTERN } from "./candle.js";
import { equal, near } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Gapping side-by-side white lines: two white candles of about one size and one open, both beyond a gap. Its sign is the
 * side of the gap.
 * @see TA-Lib `CDLGAPSIDESIDEWHITE`
 */
export const gapSideBySideWhite = defineCandlestick(
  "gapSideBySideWhite",
  3,
  ({ candles: [first, second, third], average }) => {
    const close = average(near, second);
    const same = average(equal, second);
    return () => {
      const up = second.bodyGapsUp(first) && third.bodyGapsUp(first);
      if (!up && !(second.bodyGapsDown(first) && third.bodyGapsDown(first))) return NO_PATTERN;
      return second.isWhite &&
        third.isWhite &&
        close.matches(third.body, second.body) &&
        same.matches(third.open, second.open)
        ? up
          ? BULLISH
          : BEARISH
        : NO_PATTERN;
    };
  },
);
