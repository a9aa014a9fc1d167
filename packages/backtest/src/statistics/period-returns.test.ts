import { describe, expect, it } from "vitest";
import { periodReturns } from "./period-returns.js";

const HOUR = 3_600_000;
const MONDAY = Date.UTC(2024, 0, 1);

/** Hourly closes that gain one a bar, from 100. */
const hourly = (count: number) => {
  const time = Float64Array.from({ length: count }, (_, i) => MONDAY + (i + 1) * HOUR);
  return periodReturns(
    time,
    time.map((_, i) => 101 + i),
    100,
    MONDAY,
  );
};

describe("periodReturns", () => {
  it("are daily where there are sixty days of bars, the first from the starting equity", () => {
    const { returnPeriod, periodsPerYear, count, returns } = hourly(60 * 24);
    expect({ returnPeriod, periodsPerYear, count }).toEqual({ returnPeriod: "day", periodsPerYear: 365, count: 60 });
    expect(returns![0]).toBeCloseTo(0.24, 12);
  });

  it("are bar by bar where there are fewer days, with as many to a year as the days would have", () => {
    const { returnPeriod, periodsPerYear, count, returns } = hourly(59 * 24);
    expect({ returnPeriod, count }).toEqual({ returnPeriod: "bar", count: 59 * 24 });
    expect(periodsPerYear).toBeCloseTo(365 * 24, 9);
    expect(returns![0]).toBeCloseTo(0.01, 12);
  });

  it("are daily all the same where bars are days: nothing finer is at hand", () => {
    const time = Float64Array.from({ length: 30 }, (_, i) => MONDAY + (i + 1) * 24 * HOUR);
    expect(periodReturns(time, time, 1, MONDAY)).toMatchObject({ returnPeriod: "day", count: 30 });
  });

  it("are null where the account ended at zero, or passed below", () => {
    const time = Float64Array.of(1, 2, 3);
    for (const equity of [Float64Array.of(5, 4, 0), Float64Array.of(5, -1, 3)])
      expect(periodReturns(time, equity, 5, 0)).toMatchObject({ returns: null, count: 3 });
  });
});
