import { BEARISH, NO_PATTERN } from "./candle.js";
import { bodyLong } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";
import { assertPenetration } from "./penetration.js";

/**
 * Dark cloud cover, bearish: a long white candle, then a black one that opens above its high and closes deep in its body.
 * @param penetration - how deep the last close must reach, as a fraction of the first body; 0.5 by default.
 * @throws {BadPeriodError} unless `penetration` is at least 0.
 * @see TA-Lib `CDLDARKCLOUDCOVER`
 */
export const darkCloudCover = defineCandlestick(
  "darkCloudCover",
  2,
  ({ candles: [first, second], average }, penetration = 0.5) => {
    assertPenetration("darkCloudCover", penetration);
    const long = average(bodyLong, first);
    return () =>
      first.isWhite &&
      first.body > long.value &&
      second.isBlack &&
      second.open > first.high &&
      second.close > first.open &&
      second.close < first.close - first.body * penetration
        ? BEARISH
        : NO_PATTERN;
  },
);
