import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyShort, far, near, shadowVeryShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Three white soldiers, bullish: three white candles with hardly an upper shadow, each closing higher, opening in or near
 * the body before, and not far shorter than it; the last is not short.
 * @see TA-Lib `CDL3WHITESOLDIERS`
 */
export const threeWhiteSoldiers = defineCandlestick(
  "threeWhiteSoldiers",
  3,
  ({ candles: [first, second, third], average }) => {
    const tiny = average(shadowVeryShort, first);
    const secondTiny = average(shadowVeryShort, second);
    const thirdTiny = average(shadowVeryShort, third);
    const close = average(near, first);
    const nextClose = average(near, second);
    const distant = average(far, first);
    const nextDistant = average(far, second);
    const short = average(bodyShort, third);
    return () =>
      first.isWhite &&
      second.isWhite &&
      third.isWhite &&
      first.upperShadow < tiny.value &&
      second.upperShadow < secondTiny.value &&
      third.upperShadow < thirdTiny.value &&
      second.close > first.close &&
      third.close > second.close &&
      second.open > first.open &&
      second.open <= first.close + close.value &&
      third.open > second.open &&
      third.open <= second.close + nextClose.value &&
      second.body > first.body - distant.value &&
      third.body > second.body - nextDistant.value &&
      third.body > short.value
        ? BULLISH
        : NO_PATTERN;
  },
);
