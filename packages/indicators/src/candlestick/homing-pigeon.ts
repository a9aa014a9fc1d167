import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Homing pigeon, bullish: a long black candle, then a short black one inside its body.
 * @see TA-Lib `CDLHOMINGPIGEON`
 */
export const homingPigeon = defineCandlestick("homingPigeon", 2, ({ candles: [first, second], average }) => {
  const long = average(bodyLong, first);
  const short = average(bodyShort, second);
  return () =>
    first.isBlack && second.isBlack && first.body > long.value && second.body <= short.value && second.bodyInside(first)
      ? BULLISH
      : NO_PATTERN;
});
