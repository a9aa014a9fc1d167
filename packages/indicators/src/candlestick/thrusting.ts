import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Thrusting, bearish: a long black candle, then a white one that opens below its low and closes inside its body, up to
 * the middle.
 * @see TA-Lib `CDLTHRUSTING`
 */
export const thrusting = defineCandlestick("thrusting", 2, ({ candles: [first, second], average }) => {
  const same = average(equal, first);
  const long = average(bodyLong, first);
  return () =>
    first.isBlack &&
    first.body > long.value &&
    second.isWhite &&
    second.open < first.low &&
    second.close > first.close + same.value &&
    second.close <= first.close + first.body * 0.5
      ? BEARISH
      : NO_PATTERN;
});
