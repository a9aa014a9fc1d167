import { NO_PATTERN } from "./candle.js";
import { bodyLong, equal, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Separating lines: a candle, then one of the opposite colour that opens where it opened, with a long body and hardly a
 * shadow at its open. Its sign is the colour of the second.
 * @see TA-Lib `CDLSEPARATINGLINES`
 */
export const separatingLines = defineCandlestick("separatingLines", 2, ({ candles: [first, second], average }) => {
  const tiny = average(shadowVeryShort, second);
  const long = average(bodyLong, second);
  const same = average(equal, first);
  return () =>
    !second.hasColourOf(first) &&
    same.matches(second.open, first.open) &&
    second.body > long.value &&
    (second.isWhite ? second.lowerShadow : second.upperShadow) < tiny.value
      ? second.direction
      : NO_PATTERN;
});
