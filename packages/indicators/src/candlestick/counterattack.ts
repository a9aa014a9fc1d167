import { NO_PATTERN } from "./candle.js";
import { bodyLong, equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Counterattack: two long candles of opposite colours that close at one price. Its sign is the colour of the second.
 * @see TA-Lib `CDLCOUNTERATTACK`
 */
export const counterattack = defineCandlestick("counterattack", 2, ({ candles: [first, second], average }) => {
  const same = average(equal, first);
  const long = average(bodyLong, first);
  const nextLong = average(bodyLong, second);
  return () =>
    !second.hasColourOf(first) &&
    first.body > long.value &&
    second.body > nextLong.value &&
    same.matches(second.close, first.close)
      ? second.direction
      : NO_PATTERN;
});
