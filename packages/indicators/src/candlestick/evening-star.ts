import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Evening star, bearish: a long white candle, a short one that gaps up, then a black one, not short, that closes deep in
 * the first body.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.3 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLEVENINGSTAR`
 */
export const eveningStar = defineCandlestick(
  "eveningStar",
  3,
  ({ candles: [first, second, third], average }, penetration = 0.3) => {
    assertPenetration("eveningStar", penetration);
    const long = average(bodyLong, first);
    const short = average(bodyShort, second);
    const nextShort = average(bodyShort, third);
    return () =>
      first.isWhite &&
      first.body > long.value &&
      second.body <= short.value &&
      second.bodyGapsUp(first) &&
      third.isBlack &&
      third.body > nextShort.value &&
      third.close < first.close - first.body * penetration
        ? BEARISH
        : NO_PATTERN;
  },
);
