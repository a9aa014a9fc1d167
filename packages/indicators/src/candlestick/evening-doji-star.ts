import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Evening doji star, bearish: an evening star whose middle candle is a doji.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.3 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLEVENINGDOJISTAR`
 */
export const eveningDojiStar = defineCandlestick(
  "eveningDojiStar",
  3,
  ({ candles: [first, second, third], average }, penetration = 0.3) => {
    assertPenetration("eveningDojiStar", penetration);
    const long = average(bodyLong, first);
    const doji = average(bodyDoji, second);
    const short = average(bodyShort, third);
    return () =>
      first.isWhite &&
      first.body > long.value &&
      second.body <= doji.value &&
      second.bodyGapsUp(first) &&
      third.isBlack &&
      third.body > short.value &&
      third.close < first.close - first.body * penetration
        ? BEARISH
        : NO_PATTERN;
  },
);
