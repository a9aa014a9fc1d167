import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * On-neck, bearish: a long black candle, then a white one that opens below its low and closes at it.
 * @see TA-Lib `CDLONNECK`
 */
export const onNeck = defineCandlestick("onNeck", 2, ({ candles: [first, second], average }) => {
  const same = average(equal, first);
  const long = average(bodyLong, first);
  return () =>
    first.isBlack &&
    first.body > long.value &&
    second.isWhite &&
    second.open < first.low &&
    same.matches(second.close, first.low)
      ? BEARISH
      : NO_PATTERN;
});
