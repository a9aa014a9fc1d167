import { NO_PATTERN } from "./candle.js";
import { bodyShort, shadowVeryLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * High-wave candle: a short body with very long shadows on both sides. Its sign is its colour.
 * @see TA-Lib `CDLHIGHWAVE`
 */
export const highWave = defineCandlestick("highWave", 1, ({ candles: [candle], average }) => {
  const short = average(bodyShort, candle);
  const veryLong = average(shadowVeryLong, candle);
  return () =>
    candle.body < short.value && candle.upperShadow > veryLong.value && candle.lowerShadow > veryLong.value
      ? candle.direction
      : NO_PATTERN;
});
