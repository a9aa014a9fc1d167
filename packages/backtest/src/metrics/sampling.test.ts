import { describe, expect, it } from "vitest";
import { DAY_MS, dayEnds } from "./calendar-days.js";
import { sampleReturns, tradesWeekends } from "./sampling.js";

const HOUR = 3_600_000;
const MONDAY = Date.UTC(2024, 0, 1);
const closes = (count: number, step: number, open = (_: number) => true) =>
  Float64Array.from({ length: count }, (_, i) => MONDAY + (i + 1) * step).filter((time) => open(time - step));
const weekday = (time: number) => new Date(time).getUTCDay() % 6 !== 0;

describe("dayEnds", () => {
  it("counts a bar that closes at midnight to the day it ends", () => {
    expect([...dayEnds(closes(30, HOUR))]).toEqual([23, 29]);
  });
});

describe("sampleReturns", () => {
  it("takes days, 365 a year, where the market trades at weekends", () => {
    const time = closes(24 * 20, HOUR);
    expect(sampleReturns(time, MONDAY)).toMatchObject({ returnPeriod: "day", periodsPerYear: 365 });
    expect(sampleReturns(time, MONDAY).points).toHaveLength(20);
  });
  it("takes days, 252 a year, where it does not, though Friday's daily bar closes on Saturday at midnight", () => {
    const time = closes(60, DAY_MS, weekday);
    expect(tradesWeekends(time)).toBe(false);
    expect(sampleReturns(time, MONDAY)).toMatchObject({ returnPeriod: "day", periodsPerYear: 252 });
  });
  it("is not misled by a market that opens on Sunday evening", () => {
    const time = closes(24 * 60, HOUR, (t) => weekday(t) || (new Date(t).getUTCDay() === 0 && t % DAY_MS >= 22 * HOUR));
    expect(tradesWeekends(time)).toBe(false);
  });
  it("takes bars where the run is shorter than ten days, and measures how many make a year", () => {
    const twoDays = closes(48, HOUR, (t) => t < MONDAY + 2 * DAY_MS);
    expect(sampleReturns(twoDays, MONDAY)).toMatchObject({ returnPeriod: "bar", periodsPerYear: 24 * 252 });
    const allWeek = closes(24 * 9, HOUR);
    expect(sampleReturns(allWeek, MONDAY).periodsPerYear).toBeCloseTo(24 * 365, 9);
    const acrossWeekend = closes(24 * 9, HOUR, weekday);
    expect(sampleReturns(acrossWeekend, MONDAY).periodsPerYear).toBeCloseTo(24 * 252, 9);
  });
  it("takes bars where they are longer than a day: 52 weeks a year", () => {
    const { returnPeriod, periodsPerYear } = sampleReturns(closes(40, 7 * DAY_MS), MONDAY);
    expect(returnPeriod).toBe("bar");
    expect(periodsPerYear).toBeCloseTo(52.18, 2);
  });
  it("knows no year without time", () => {
    expect(sampleReturns(new Float64Array(), 0).periodsPerYear).toBeNull();
  });
});
