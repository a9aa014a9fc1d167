import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Morning star, bullish: a long black candle, a short one that gaps down, then a white one, not short, that closes deep
 * in the first body.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.3 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLMORNINGSTAR`
 */
export const morningStar = defineCandlestick(
  "morningStar",
  3,
  ({ candles: [first, second, third], average }, penetration = 0.3) => {
    assertPenetration("morningStar", penetration);
    const long = average(bodyLong, first);
    const short = average(bodyShort, second);
    const nextShort = average(bodyShort, third);
    return () =>
      first.isBlack &&
      first.body > long.value &&
      second.body <= short.value &&
      second.bodyGapsDown(first) &&
      third.isWhite &&
      third.body > nextShort.value &&
      third.close > first.close + first.body * penetration
        ? BULLISH
        : NO_PATTERN;
  },
);
