import { describe, expect, it } from "vitest";
import { featureValues, handBars, handCloses, newestValue } from "../../../test/hand-bars.js";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import {
  barRange,
  barReturn,
  bodyRatio,
  gap,
  highToClose,
  hourCosine,
  hourSine,
  lowerShadow,
  lowerShadowRatio,
  lowToClose,
  openToClose,
  priceFeatures,
  upperShadow,
  upperShadowRatio,
  weekdayCosine,
  weekdaySine,
} from "./index.js";

describe("features of the price group", () => itKeepsItsPromises(priceFeatures));

describe("a bar from 100 up to 110, that reached 120 and 95", () => {
  const bar = handBars([100, 120, 95, 110, 1]);
  it.each([
    [openToClose, 100 / 110 - 1],
    [highToClose, 120 / 110 - 1],
    [lowToClose, 95 / 110 - 1],
    [barReturn, 0.1],
    [barRange, 0.25],
    [bodyRatio, 0.4],
    [upperShadow, 0.1],
    [lowerShadow, 0.05],
    [upperShadowRatio, 0.4],
    [lowerShadowRatio, 0.2],
  ])("$name", (feature, value) => {
    expect(newestValue(feature, bar)).toBeCloseTo(value, 14);
  });
});

describe("a bar from 110 down to 100, that reached 120 and 95", () => {
  const bar = handBars([110, 120, 95, 100, 1]);
  it.each([
    [barReturn, 100 / 110 - 1],
    [bodyRatio, -0.4],
    [upperShadow, 10 / 110],
    [lowerShadow, 5 / 110],
    [upperShadowRatio, 0.4],
    [lowerShadowRatio, 0.2],
  ])("$name", (feature, value) => {
    expect(newestValue(feature, bar)).toBeCloseTo(value, 14);
  });
});

it("a bar without range has neither body nor shadows", () => {
  for (const feature of [bodyRatio, upperShadowRatio, lowerShadowRatio, barRange, upperShadow, lowerShadow])
    expect(newestValue(feature, handCloses([100])), feature.name).toBe(0);
});

it("a gap is measured from the close before to the open", () => {
  expect(featureValues(gap, handBars([10, 10, 10, 10, 1], [11, 12, 11, 12, 1], [12, 12, 9, 9, 1]))).toEqual([
    Number.NaN,
    1.1 - 1,
    0,
  ]);
});

describe("the calendar", () => {
  const week = handCloses(new Array(7 * 24).fill(100)); // from a Monday, 00:00 UTC

  it("walks once round the circle a day", () => {
    const [sine, cosine] = [featureValues(hourSine, week), featureValues(hourCosine, week)];
    for (const [hour, x, y] of [
      [0, 1, 0],
      [6, 0, 1],
      [8, -0.5, Math.sqrt(3) / 2],
      [12, -1, 0],
      [18, 0, -1],
      [24, 1, 0],
      [30, 0, 1],
    ] as const) {
      expect(cosine[hour], `cosine at ${hour}:00`).toBeCloseTo(x, 14);
      expect(sine[hour], `sine at ${hour}:00`).toBeCloseTo(y, 14);
    }
  });

  it("walks once round the circle a week, a seventh a day from Monday on", () => {
    const [sine, cosine] = [featureValues(weekdaySine, week), featureValues(weekdayCosine, week)];
    for (let hour = 0; hour < 7 * 24; hour++) {
      const angle = (2 * Math.PI * Math.floor(hour / 24)) / 7;
      expect(sine[hour]).toBeCloseTo(Math.sin(angle), 14);
      expect(cosine[hour]).toBeCloseTo(Math.cos(angle), 14);
    }
  });

  it("holds before 1970 too", () => {
    const bar = { ...handCloses([1]), openTime: Float64Array.of(Date.UTC(1969, 11, 29, 6)) }; // a Monday
    expect(newestValue(hourSine, bar)).toBeCloseTo(1, 14);
    expect(newestValue(weekdayCosine, bar)).toBe(1);
  });
});
