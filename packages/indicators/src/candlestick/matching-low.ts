import { BULLISH, NO_PATTERN } from "./candle.js";
import { equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Matching low, bullish: two black candles that close at one price.
 * @see TA-Lib `CDLMATCHINGLOW`
 */
export const matchingLow = defineCandlestick("matchingLow", 2, ({ candles: [first, second], average }) => {
  const same = average(equal, first);
  return () => (first.isBlack && second.isBlack && same.matches(second.close, first.close) ? BULLISH : NO_PATTERN);
});
