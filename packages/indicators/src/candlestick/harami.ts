import { NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Harami: a long body, then a short one inside it. Its sign is against the colour of the first candle.
 * @see TA-Lib `CDLHARAMI`
 */
export const harami = defineCandlestick("harami", 2, ({ candles: [first, second], average }) => {
  const long = average(bodyLong, first);
  const short = average(bodyShort, second);
  return () =>
    first.body > long.value && second.body <= short.value && second.bodyInside(first) ? -first.direction : NO_PATTERN;
});
