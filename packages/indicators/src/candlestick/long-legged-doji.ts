import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, shadowLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Long-legged doji: a doji with at least one long shadow. 100 where it happens, whatever the trend.
 * @see TA-Lib `CDLLONGLEGGEDDOJI`
 */
export const longLeggedDoji = defineCandlestick("longLeggedDoji", 1, ({ candles: [candle], average }) => {
  const doji = average(bodyDoji, candle);
  const long = average(shadowLong, candle);
  return () =>
    candle.body <= doji.value && (candle.lowerShadow > long.value || candle.upperShadow > long.value)
      ? BULLISH
      : NO_PATTERN;
});
