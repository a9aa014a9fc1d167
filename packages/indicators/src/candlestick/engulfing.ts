import { NO_PATTERN } from "./candle.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Engulfing: a body that covers the whole body of the candle before, of the other colour. Its sign is the colour of the
 * second candle. Bodies that share an edge do not count.
 * @see TA-Lib `CDLENGULFING`
 */
export const engulfing = defineCandlestick("engulfing", { candles: 2, warmup: 2 }, ({ candles: [first, second] }) => {
  return () => (!second.hasColourOf(first) && first.bodyInside(second) ? second.direction : NO_PATTERN);
});
