import { NO_PATTERN } from "./candle.js";
import { bodyLong, shadowShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Long line: a long body with short shadows. Its sign is its colour.
 * @see TA-Lib `CDLLONGLINE`
 */
export const longLine = defineCandlestick("longLine", 1, ({ candles: [candle], average }) => {
  const long = average(bodyLong, candle);
  const short = average(shadowShort, candle);
  return () =>
    candle.body > long.value && candle.upperShadow < short.value && candle.lowerShadow < short.value
      ? candle.direction
      : NO_PATTERN;
});
