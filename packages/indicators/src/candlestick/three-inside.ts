import { NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Three inside up or down: a harami, then a candle against the first that closes beyond its open. Its sign is against
 * the colour of the first.
 * @see TA-Lib `CDL3INSIDE`
 */
export const threeInside = defineCandlestick("threeInside", 3, ({ candles: [first, second, third], average }) => {
  const long = average(bodyLong, first);
  const short = average(bodyShort, second);
  return () =>
    first.body > long.value &&
    second.body <= short.value &&
    second.bodyInside(first) &&
    !third.hasColourOf(first) &&
    (first.isWhite ? third.close < first.open : third.close > first.open)
      ? -first.direction
      : NO_PATTERN;
});
