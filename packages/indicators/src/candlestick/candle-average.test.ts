import { describe, expect, it } from "vitest";
import { Candle } from "./candle.js";
import { CandleAverage, type CandleColumns } from "./candle-average.js";

//                               ranges 2, 4, 6, 8; bodies 1, 1, 3, 1; shadows 1, 3, 3, 7
const columns: CandleColumns = [
  Float64Array.of(10, 11, 10, 13),
  Float64Array.of(11.5, 13, 14, 18),
  Float64Array.of(9.5, 9, 8, 10),
  Float64Array.of(11, 10, 13, 14),
];

describe("a candle average", () => {
  it("is factor times the mean over the candles before the one it measures", () => {
    const average = new CandleAverage({ range: "highLow", period: 2, factor: 0.5 }, new Candle(0));
    average.seed(columns, 2);
    expect(average.value, "rows 0 and 1").toBe(0.5 * 3);
    average.advance(columns, 2);
    expect(average.value, "rows 1 and 2").toBe(0.5 * 5);
  });

  it("looks further back for an older candle of the pattern", () => {
    const average = new CandleAverage({ range: "realBody", period: 2, factor: 1 }, new Candle(1));
    average.seed(columns, 3);
    expect(average.value, "rows 0 and 1").toBe(1);
    average.advance(columns, 3);
    expect(average.value, "rows 1 and 2").toBe(2);
  });

  it("halves shadows, of which a candle has two", () => {
    const average = new CandleAverage({ range: "shadows", period: 2, factor: 1 }, new Candle(0));
    average.seed(columns, 2);
    expect(average.value).toBe(1);
    average.advance(columns, 2);
    expect(average.value).toBe(1.5);
  });

  it("takes the candle's own length where the period is 0", () => {
    const candle = Object.assign(new Candle(0), { open: 10, high: 14, low: 8, close: 13 });
    const own = (range: "realBody" | "highLow" | "shadows") =>
      new CandleAverage({ range, period: 0, factor: 2 }, candle).value;
    expect([own("realBody"), own("highLow"), own("shadows")]).toEqual([6, 12, 3]);
  });

  it("matches prices up to its length, edges included", () => {
    const average = new CandleAverage({ range: "highLow", period: 2, factor: 1 }, new Candle(0));
    average.seed(columns, 2);
    expect([6.9, 7, 10, 13, 13.1].map((price) => average.matches(price, 10))).toEqual([false, true, true, true, false]);
  });
});
