import { closeTimeOf, openTimeOf, type Timeframe } from "@bellwether/core";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { barsBetween, openAfter, openBefore } from "./bar-grid.js";

it("counts in calendar months", () => {
  const [november, february, march] = [Date.UTC(2023, 10, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)];
  expect(openBefore("1M", march)).toBe(february);
  expect(openAfter("1M", november, 3)).toBe(february);
  expect(barsBetween("1M", november, march)).toBe(4);
});

it("goes forward and back to the same bar, whatever the timeframe", () => {
  const timeframes: Timeframe[] = ["1s", "1m", "4h", "1d", "1w", "1M", "3M"];
  fc.assert(
    fc.property(
      fc.constantFrom(...timeframes),
      fc.integer({ min: 0, max: 2e12 }),
      fc.integer({ min: 0, max: 40 }),
      (timeframe, time, count) => {
        const open = openTimeOf(timeframe, time);
        const later = openAfter(timeframe, open, count);
        expect(barsBetween(timeframe, open, later)).toBe(count);
        expect(openBefore(timeframe, closeTimeOf(timeframe, open))).toBe(open);
        expect(openTimeOf(timeframe, later)).toBe(later);
      },
    ),
  );
});

it("counts a bar that has begun, and none backwards", () => {
  expect(barsBetween("1m", 0, 60_000)).toBe(1);
  expect(barsBetween("1m", 0, 60_001)).toBe(2);
  expect(barsBetween("1m", 60_000, 0)).toBe(0);
});
