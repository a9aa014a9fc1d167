import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Upside gap two crows, bearish: a long white candle, a short black one that gaps up, then a black one that engulfs the
 * second and still closes above the first.
 * @see TA-Lib `CDLUPSIDEGAP2CROWS`
 */
export const upsideGapTwoCrows = defineCandlestick(
  "upsideGapTwoCrows",
  3,
  ({ candles: [first, second, third], average }) => {
    const long = average(bodyLong, first);
    const short = average(bodyShort, second);
    return () =>
      first.isWhite &&
      first.body > long.value &&
      second.isBlack &&
      second.body <= short.value &&
      second.bodyGapsUp(first) &&
      third.isBlack &&
      second.bodyInside(third) &&
      third.close > first.close
        ? BEARISH
        : NO_PATTERN;
  },
);
