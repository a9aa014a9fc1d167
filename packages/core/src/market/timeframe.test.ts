import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BadTimeframeError,
  barsPerYear,
  closeTimeOf,
  isTimeframe,
  openTimeOf,
  type Timeframe,
  timeframeMs,
} from "./timeframe.js";

const utc = (text: string) => Date.parse(`${text}Z`);
const timeframe = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom("s", "m", "h", "d", "w", "M"))
  .map(([count, unit]) => `${count}${unit}` as Timeframe);

describe("the bar that holds an instant", () => {
  it("opens no later than it and closes after it, and its own open time opens it", () => {
    const time = fc.integer({ min: utc("1900-01-01"), max: utc("2200-01-01") });
    fc.assert(
      fc.property(timeframe, time, (length, t) => {
        const open = openTimeOf(length, t);
        expect(open <= t && t < closeTimeOf(length, open), `${open} <= ${t} < ${closeTimeOf(length, open)}`).toBe(true);
        expect(openTimeOf(length, open)).toBe(open);
        expect(openTimeOf(length, closeTimeOf(length, open)), "bars follow without a gap").toBe(
          closeTimeOf(length, open),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["1h", "2024-02-29T12:34:56", "2024-02-29T12:00", "2024-02-29T13:00"],
    ["1d", "2024-02-29T23:59", "2024-02-29", "2024-03-01"],
    ["1w", "2024-01-03", "2024-01-01", "2024-01-08"], // Mondays
    ["1w", "2024-01-01", "2024-01-01", "2024-01-08"],
    ["1w", "2023-12-31T23:59", "2023-12-25", "2024-01-01"],
    ["1M", "2024-02-29", "2024-02-01", "2024-03-01"],
    ["1M", "2023-02-28", "2023-02-01", "2023-03-01"],
    ["1M", "2023-12-31T23:59", "2023-12-01", "2024-01-01"],
    ["3M", "2024-05-05", "2024-04-01", "2024-07-01"],
    ["1M", "1969-12-31", "1969-12-01", "1970-01-01"],
  ] as const)("%s at %s opens at %s and closes at %s", (length, time, open, close) => {
    expect([openTimeOf(length, utc(time)), closeTimeOf(length, utc(open))]).toEqual([utc(open), utc(close)]);
  });
});

it("tells timeframes from other texts, and minutes from months", () => {
  expect(["1m", "15m", "4h", "1M", "9999s"].every(isTimeframe)).toBe(true);
  expect(["", "m", "0m", "01m", "1.5h", "-1h", "1y", "1H", "10000s", " 1h", 60, null].some(isTimeframe)).toBe(false);
  expect([timeframeMs("1m"), timeframeMs("1M")]).toEqual([60_000, 30 * 86_400_000]);
  expect(barsPerYear("1h")).toBe(8_766);
});

it.each(["1y", "0m", "", undefined, {}])("refuses %o with a hint", (text) => {
  expect(() => timeframeMs(text as Timeframe)).toThrow(BadTimeframeError);
  expect(() => openTimeOf(text as Timeframe, 0)).toThrow('such as "15m" or "1h"');
});
