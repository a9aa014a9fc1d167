import { BULLISH, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Mat hold, bullish: a long white candle, three short ones that drift down from a gap and hold most of its body, then a
 * white one above them all.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.5 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLMATHOLD`
 */
export const matHold = defineCandlestick(
  "matHold",
  5,
  ({ candles: [first, second, third, fourth, fifth], average }, penetration = 0.5) => {
    assertPenetration("matHold", penetration);
    const long = average(bodyLong, first);
    const secondShort = average(bodyShort, second);
    const thirdShort = average(bodyShort, third);
    const fourthShort = average(bodyShort, fourth);
    const holds = () => {
      const floor = first.close - first.body * penetration;
      return (
        third.bodyBottom < first.close &&
        fourth.bodyBottom < first.close &&
        third.bodyBottom > floor &&
        fourth.bodyBottom > floor &&
        third.bodyTop < second.open &&
        fourth.bodyTop < third.bodyTop
      );
    };
    return () =>
      first.body > long.value &&
      second.body < secondShort.value &&
      third.body < thirdShort.value &&
      fourth.body < fourthShort.value &&
      first.isWhite &&
      second.isBlack &&
      fifth.isWhite &&
      second.bodyGapsUp(first) &&
      holds() &&
      fifth.open > fourth.close &&
      fifth.close > Math.max(second.high, third.high, fourth.high)
        ? BULLISH
        : NO_PATTERN;
  },
);
