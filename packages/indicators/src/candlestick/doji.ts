import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Doji: open and close as good as equal. 100 where it happens, whatever the trend.
 * @see TA-Lib `CDLDOJI`
 */
export const doji = defineCandlestick("doji", 1, ({ candles: [candle], average }) => {
  const doji = average(bodyDoji, candle);
  return () => (candle.body <= doji.value ? BULLISH : NO_PATTERN);
});
