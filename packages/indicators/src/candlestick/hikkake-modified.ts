import { BEARISH, BULLISH, NO_PATTERN } from "./candle.js";
import { near } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Modified hikkake: a hikkake whose inside bar follows another one that closes near its end: near the low for the bullish
 * pattern, near the high for the bearish. A confirmation within three bars doubles: 200 or -200.
 * @see TA-Lib `CDLHIKKAKEMOD`
 */
export const hikkakeModified = defineCandlestick(
  "hikkakeModified",
  { candles: 4, warmup: 10, start: 7 },
  ({ candles: [first, second, third, fourth], average }) => {
    const close = average(near, second);
    let direction = NO_PATTERN;
    let level = Number.NaN; // the far edge of the inside bar
    let age = Number.POSITIVE_INFINITY; // bars since the break; the warm-up is long enough to age one from before a NaN
    const insideTwice = () =>
      second.high < first.high && second.low > first.low && third.high < second.high && third.low > second.low;
    const breaksDown = () =>
      fourth.high < third.high && fourth.low < third.low && second.close <= second.low + close.value;
    const breaksUp = () =>
      fourth.high > third.high && fourth.low > third.low && second.close >= second.high - close.value;
    return () => {
      age++;
      if (insideTwice()) {
        const down = breaksDown();
        if (down || breaksUp()) {
          direction = down ? BULLISH : BEARISH;
          level = down ? third.high : third.low;
          age = 0;
          return direction;
        }
      }
      if (age > 3 || !(direction > 0 ? fourth.close > level : fourth.close < level)) return NO_PATTERN;
      age = Number.POSITIVE_INFINITY;
      return 2 * direction;
    };
  },
);
