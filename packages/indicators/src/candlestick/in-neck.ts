import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * In-neck, bearish: a long black candle, then a white one that opens below its low and closes at its close or just inside
 * its body.
 * @see TA-Lib `CDLINNECK`
 */
export const inNeck = defineCandlestick("inNeck", 2, ({ candles: [first, second], average }) => {
  const same = average(equal, first);
  const long = average(bodyLong, first);
  return () =>
    first.isBlack &&
    first.body > long.value &&
    second.isWhite &&
    second.open < first.low &&
    second.close <= first.close + same.value &&
    second.close >= first.close
      ? BEARISH
      : NO_PATTERN;
});
