import { type Candle, NO_PATTERN } from "./candle.js";
import { bodyLong, bodyShort } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

/**
 * Rising or falling three methods: a long candle, three short ones of the other colour that drift back inside its range,
 * then a long one that closes beyond it. Its sign is the colour of the first.
 * @see TA-Lib `CDLRISEFALL3METHODS`
 */
export const riseFallThreeMethods = defineCandlestick(
  "riseFallThreeMethods",
  5,
  ({ candles: [first, second, third, fourth, fifth], average }) => {
    const long = average(bodyLong, first);
    const secondShort = average(bodyShort, second);
    const thirdShort = average(bodyShort, third);
    const fourthShort = average(bodyShort, fourth);
    const lastLong = average(bodyLong, fifth);
    const insideRange = (candle: Candle) => candle.bodyBottom < first.high && candle.bodyTop > first.low;
    const goesOn = () =>
      first.isWhite
        ? third.close < second.close &&
          fourth.close < third.close &&
          fifth.open > fourth.close &&
          fifth.close > first.close
        : third.close > second.close &&
          fourth.close > third.close &&
          fifth.open < fourth.close &&
          fifth.close < first.close;
    return () =>
      first.body > long.value &&
      second.body < secondShort.value &&
      third.body < thirdShort.value &&
      fourth.body < fourthShort.value &&
      fifth.body > lastLong.value &&
      !second.hasColourOf(first) &&
      third.hasColourOf(second) &&
      fourth.hasColourOf(third) &&
      fifth.hasColourOf(first) &&
      insideRange(second) &&
      insideRange(third) &&
      insideRange(fourth) &&
      goesOn()
        ? first.direction
        : NO_PATTERN;
  },
);
