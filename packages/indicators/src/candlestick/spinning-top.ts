import { NO_PATTERN } from "./candle.js";
import { bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Spinning top: a short body with a longer shadow on both sides. Its sign is its colour.
 * @see TA-Lib `CDLSPINNINGTOP`
 */
export const spinningTop = defineCandlestick("spinningTop", 1, ({ candles: [candle], average }) => {
  const short = average(bodyShort, candle);
  return () =>
    candle.body < short.value && candle.upperShadow > candle.body && candle.lowerShadow > candle.body
      ? candle.direction
      : NO_PATTERN;
});
