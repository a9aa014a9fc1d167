import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, far, near, shadowLong, shadowShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Advance block, bearish: three white candles, each closing higher and opening in or near the body before, that weaken:
 * far shorter bodies, or shorter ones with growing upper shadows.
 * @see TA-Lib `CDLADVANCEBLOCK`
 */
export const advanceBlock = defineCandlestick("advanceBlock", 3, ({ candles: [first, second, third], average }) => {
  const short = average(shadowShort, first);
  const secondShort = average(shadowShort, second);
  const thirdShort = average(shadowShort, third);
  const longShadow = average(shadowLong, third);
  const close = average(near, first);
  const nextClose = average(near, second);
  const distant = average(far, first);
  const nextDistant = average(far, second);
  const long = average(bodyLong, first);
  const weakens = () =>
    (second.body < first.body - distant.value && third.body < second.body + nextClose.value) ||
    third.body < second.body - nextDistant.value ||
    (third.body < second.body &&
      second.body < first.body &&
      (third.upperShadow > thirdShort.value || second.upperShadow > secondShort.value)) ||
    (third.body < second.body && third.upperShadow > longShadow.value);
  return () =>
    first.isWhite &&
    second.isWhite &&
    third.isWhite &&
    second.close > first.close &&
    third.close > second.close &&
    second.open > first.open &&
    second.open <= first.close + close.value &&
    third.open > second.open &&
    third.open <= second.close + nextClose.value &&
    first.body > long.value &&
    first.upperShadow < short.value &&
    weakens()
      ? BEARISH
      : NO_PATTERN;
});
