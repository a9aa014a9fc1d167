import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Piercing line, bullish: a long black candle, then a long white one that opens below its low and closes above the
 * middle of its body.
 * @see TA-Lib `CDLPIERCING`
 */
export const piercing = defineCandlestick("piercing", 2, ({ candles: [first, second], average }) => {
  const long = average(bodyLong, first);
  const nextLong = average(bodyLong, second);
  return () =>
    first.isBlack &&
    first.body > long.value &&
    second.isWhite &&
    second.body > nextLong.value &&
    second.open < first.low &&
    second.close < first.open &&
    second.close > first.close + first.body * 0.5
      ? BULLISH
      : NO_PATTERN;
});
