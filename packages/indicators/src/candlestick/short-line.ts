import { NO_PATTERN } from "./candle.js";
import { bodyShort, shadowShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Short line: a short body with short shadows. Its sign is its colour.
 * @see TA-Lib `CDLSHORTLINE`
 */
export const shortLine = defineCandlestick("shortLine", 1, ({ candles: [candle], average }) => {
  const shortBody = average(bodyShort, candle);
  const short = average(shadowShort, candle);
  return () =>
    candle.body < shortBody.value && candle.upperShadow < short.value && candle.lowerShadow < short.value
      ? candle.direction
      : NO_PATTERN;
});
