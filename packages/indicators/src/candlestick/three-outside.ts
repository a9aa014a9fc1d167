import { NO_PATTERN } from "./candle.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Three outside up or down: an engulfing, then a close further its way. Its sign is the colour of the engulfing candle.
 * @see TA-Lib `CDL3OUTSIDE`
 */
export const threeOutside = defineCandlestick(
  "threeOutside",
  { candles: 3, warmup: 3 },
  ({ candles: [first, second, third] }) => {
    return () =>
      !second.hasColourOf(first) &&
      first.bodyInside(second) &&
      (second.isWhite ? third.close > second.close : third.close < second.close)
        ? second.direction
        : NO_PATTERN;
  },
);
