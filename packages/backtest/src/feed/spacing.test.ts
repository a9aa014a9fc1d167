import { describe, expect, it } from "vitest";
import { commonSpacing, missingTimes, surveySpacing, timeframeOfSpacing } from "./spacing.js";

const HOUR = 3_600_000;
const times = (...values: number[]) => Float64Array.from(values);

describe("commonSpacing", () => {
  it("is the most frequent distance, the smaller on a tie", () => {
    expect(commonSpacing(times(0, 1, 2, 5, 8, 11, 12, 13))).toBe(1);
    expect(commonSpacing(times(0, 3, 4, 7, 8))).toBe(1);
    expect(commonSpacing(times(0, 3, 6, 7))).toBe(3);
  });

  it("needs two rows", () => {
    expect(commonSpacing(times())).toBeNull();
    expect(commonSpacing(times(5))).toBeNull();
  });
});

it.each([
  [60_000, "1m"],
  [90_000, "90s"],
  [HOUR, "1h"],
  [4 * HOUR, "4h"],
  [24 * HOUR, "1d"],
  [7 * 24 * HOUR, "1w"],
  [31 * 24 * HOUR, "1M"],
  [365 * 24 * HOUR, "12M"],
  [500, null],
  [1_500, null],
])("bars %d ms apart are %s bars", (ms, timeframe) => {
  expect(timeframeOfSpacing(ms)).toBe(timeframe);
});

describe("surveySpacing", () => {
  it("lists the gaps with the whole bars that fit in", () => {
    const { gaps } = surveySpacing(times(0, HOUR, 4 * HOUR, 5 * HOUR, 7.5 * HOUR), "1h");
    expect(gaps).toEqual({
      count: 2,
      missingBars: 3,
      largest: 2,
      list: [
        { after: HOUR, before: 4 * HOUR, missing: 2 },
        { after: 5 * HOUR, before: 7.5 * HOUR, missing: 1 },
      ],
    });
  });

  it("counts the bars off the grid of the first one, and names the first of them", () => {
    const { misaligned } = surveySpacing(times(0, HOUR, 2 * HOUR + 1, 3 * HOUR + 1, 4 * HOUR), "1h");
    expect(misaligned).toEqual({ count: 2, first: 2 * HOUR + 1 });
  });

  it("knows that months differ in length, from their first day or their last", () => {
    const firsts = times(Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1), Date.UTC(2024, 4, 1));
    const lasts = times(Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 31), Date.UTC(2024, 4, 31));
    for (const months of [firsts, lasts]) {
      const { gaps, misaligned } = surveySpacing(months, "1M");
      expect([gaps.count, gaps.missingBars, misaligned.count]).toEqual([1, 1, 0]);
    }
  });

  it("finds nothing without a timeframe", () => {
    expect(surveySpacing(times(0, 1, 5), null).gaps.count).toBe(0);
  });
});

it("names the open times that are missing, and none that would overlap the next bar", () => {
  expect(missingTimes({ after: 0, before: 3 * HOUR }, "1h")).toEqual([HOUR, 2 * HOUR]);
  expect(missingTimes({ after: 0, before: 2.5 * HOUR }, "1h")).toEqual([HOUR]);
  expect(missingTimes({ after: 0, before: HOUR }, "1h")).toEqual([]);
});
