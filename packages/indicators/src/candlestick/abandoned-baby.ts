import { NO_PATTERN } from "./candle.js";
import { bodyDoji, bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Abandoned baby: a doji star cut off on both sides by gaps that include the shadows. Its sign is the colour of the third
 * candle.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.3 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLABANDONEDBABY`
 */
export const abandonedBaby = defineCandlestick(
  "abandonedBaby",
  3,
  ({ candles: [first, second, third], average }, penetration = 0.3) => {
    assertPenetration("abandonedBaby", penetration);
    const long = average(bodyLong, first);
    const doji = average(bodyDoji, second);
    const short = average(bodyShort, third);
    return () => {
      if (!(first.body > long.value && second.body <= doji.value && third.body > short.value)) return NO_PATTERN;
      if (third.hasColourOf(first)) return NO_PATTERN;
      const abandoned = first.isWhite
        ? third.close < first.close - first.body * penetration && second.gapsUp(first) && third.gapsDown(second)
        : third.close > first.close + first.body * penetration && second.gapsDown(first) && third.gapsUp(second);
      return abandoned ? third.direction : NO_PATTERN;
    };
  },
);
