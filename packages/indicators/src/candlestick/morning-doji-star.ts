import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyDoji, bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Morning doji star, bullish: a morning star whose middle candle is a doji.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.3 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLMORNINGDOJISTAR`
 */
export const morningDojiStar = defineCandlestick(
  "morningDojiStar",
  3,
  ({ candles: [first, second, third], average }, penetration = 0.3) => {
    assertPenetration("morningDojiStar", penetration);
    const long = average(bodyLong, first);
    const doji = average(bodyDoji, second);
    const short = average(bodyShort, third);
    return () =>
      first.isBlack &&
      first.body > long.value &&
      second.body <= doji.value &&
      second.bodyGapsDown(first) &&
      third.isWhite &&
      third.body > short.value &&
      third.close > first.close + first.body * penetration
        ? BULLISH
        : NO_PATTERN;
  },
);
