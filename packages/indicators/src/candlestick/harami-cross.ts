import { NO_PATTERN } from "./candle.js";
import { bodyDoji, bodyLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Harami cross: a long body, then a doji inside it. Its sign is against the colour of the first candle.
 * @see TA-Lib `CDLHARAMICROSS`
 */
export const haramiCross = defineCandlestick("haramiCross", 2, ({ candles: [first, second], average }) => {
  const long = average(bodyLong, first);
  const doji = average(bodyDoji, second);
  return () =>
    first.body > long.value && second.body <= doji.value && second.bodyInside(first) ? -first.direction : NO_PATTERN;
});
