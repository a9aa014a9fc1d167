import { frameOf } from "@bellwether/core";
import { expect, it } from "vitest";
import { BULLISH, NO_PATTERN } from "./candle.js";
import { equal } from "./candle-settings.js";
import { defineCandlestick } from "./define-candlestick.js";

const higher = defineCandlestick("higher", 2, ({ candles: [first, second] }, by: number = 0) => {
  return () => (second.close > first.close + by ? BULLISH : NO_PATTERN);
});

function closes(...values: number[]) {
  const close = Float64Array.from(values);
  return frameOf({ openTime: close.map((_, i) => i), open: close, high: close, low: close, close, volume: close });
}

it("asks the predicate once a row, with the candles of that row", () => {
  const df = closes(1, 2, 2, 5);
  expect([...higher(df).values()]).toEqual([Number.NaN, 100, 0, 100]);
  expect([...higher(df, 2).values()]).toEqual([Number.NaN, 0, 0, 100]);
});

it("is memoised per parameter", () => {
  const df = closes(1, 2);
  expect(higher(df)).toBe(higher(df));
  expect(higher(df, 1)).not.toBe(higher(df));
});

it("warms up for the longest average and the candles before the last, and again after a NaN", () => {
  const level = defineCandlestick("level", 2, ({ candles: [first, second], average }) => {
    const same = average(equal, first);
    return () => (same.matches(second.close, first.close) ? BULLISH : NO_PATTERN);
  });
  expect(level.warmup()).toBe(6);
  const values = level(closes(1, 1, 1, 1, 1, 1, 1, Number.NaN, 1, 1, 1, 1, 1, 1, 1)).values();
  expect(Array.from(values.keys()).filter((row) => values[row] === 100)).toEqual([6, 14]);
});

it("can call a pattern that remembers bars before its first value", () => {
  const counts = defineCandlestick("counts", { candles: 1, warmup: 3, start: 1 }, () => {
    let calls = 0;
    return () => ++calls;
  });
  expect([...counts(closes(1, 1, 1, 1, Number.NaN, 1, 1, 1, 1)).values()]).toEqual([
    ...[Number.NaN, Number.NaN, Number.NaN, 3, Number.NaN],
    ...[Number.NaN, Number.NaN, Number.NaN, 6],
  ]);
});
