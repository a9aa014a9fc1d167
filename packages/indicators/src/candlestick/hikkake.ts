import { BEARISH, BULLISH, NO_PATTERN } from "./candle.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Hikkake: an inside bar, then a bar that breaks out of it with a higher high and low (bearish) or a lower high and low
 * (bullish): a false break. When one of the next three closes leaves the inside bar on the other side, that row
 * doubles: 200 or -200.
 * @see TA-Lib `CDLHIKKAKE`
 */
export const hikkake = defineCandlestick(
  "hikkake",
  { candles: 3, warmup: 5, start: 2 },
  ({ candles: [first, second, third] }) => {
    let direction = NO_PATTERN;
    let level = Number.NaN; // the far edge of the inside bar
    let age = Number.POSITIVE_INFINITY; // bars since the break; the warm-up is long enough to age one from before a NaN
    return () => {
      age++;
      if (second.high < first.high && second.low > first.low) {
        const down = third.high < second.high && third.low < second.low;
        if (down || (third.high > second.high && third.low > second.low)) {
          direction = down ? BULLISH : BEARISH;
          level = down ? second.high : second.low;
          age = 0;
          return direction;
        }
      }
      if (age > 3 || !(direction > 0 ? third.close > level : third.close < level)) return NO_PATTERN;
      age = Number.POSITIVE_INFINITY;
      return 2 * direction;
    };
  },
);
