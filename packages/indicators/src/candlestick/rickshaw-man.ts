import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, near, shadowLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Rickshaw man: a doji with two long shadows, its body near the middle of its range.
 * 100 where it happens, whatever the trend.
 * @see TA-Lib `CDLRICKSHAWMAN`
 */
export const rickshawMan = defineCandlestick("rickshawMan", 1, ({ candles: [candle], average }) => {
  const doji = average(bodyDoji, candle);
  const long = average(shadowLong, candle);
  const close = average(near, candle);
  return () => {
    if (!(candle.body <= doji.value && candle.lowerShadow > long.value && candle.upperShadow > long.value))
      return NO_PATTERN;
    const middle = candle.low + (candle.high - candle.low) / 2;
    return candle.bodyBottom <= middle + close.value && candle.bodyTop >= middle - close.value ? BULLISH : NO_PATTERN;
  };
});
