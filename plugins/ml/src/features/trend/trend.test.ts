import { describe, expect, it } from "vitest";
import { featureValues, handBars, handCloses, newestValue } from "../../../test/hand-bars.js";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import {
  adx,
  aroonOscillator,
  directionalBalance,
  donchianPosition,
  efficiencyRatio,
  emaAbove,
  emaDistance,
  emaSlope,
  emaSpread,
  linearSlope,
  smaDistance,
  trendFeatures,
} from "./index.js";

describe("features of the trend group", () => itKeepsItsPromises(trendFeatures));

describe("exponential averages of 1, 2, 3, 10", () => {
  // of 3 bars: seeded with 2, then 2 + (10 - 2) / 2 = 6; of 2 bars: 1.5, 2.5, then 2.5 + 2/3 · 7.5 = 7.5
  const closes = handCloses([1, 2, 3, 10]);

  it("the close's distance from one", () => {
    expect(featureValues(emaDistance, closes, 3)).toEqual([Number.NaN, Number.NaN, 0.5, 10 / 6 - 1]);
    expect(newestValue(emaDistance, closes, 1), "of one bar it is the close").toBe(0);
  });

  it("its growth", () => {
    expect(newestValue(emaSlope, closes, 3, 1)).toBe(2);
    expect(newestValue(emaSlope, closes, 2, 2)).toBeCloseTo(7.5 / 1.5 - 1, 14);
  });

  it("which of two is the higher, and by how much", () => {
    expect(newestValue(emaSpread, closes, 2, 3)).toBeCloseTo(7.5 / 6 - 1, 14);
    expect(newestValue(emaAbove, closes, 2, 3)).toBe(1);
    expect(newestValue(emaAbove, closes, 3, 2)).toBe(0);
    expect(newestValue(emaAbove, handCloses([5, 5, 5, 5]), 2, 3), "neither").toBe(0);
  });
});

it("the close's distance from its mean", () => {
  expect(newestValue(smaDistance, handCloses([1, 2, 3, 10]), 4)).toBe(1.5);
  expect(newestValue(smaDistance, handCloses([4, 4, 4]), 3)).toBe(0);
});

describe("directional movement", () => {
  const rising = handBars(
    ...Array.from(
      { length: 60 },
      (_, i) => [10 + i, 11 + i, 10 + i, 11 + i, 1] as [number, number, number, number, number],
    ),
  );
  const falling = handBars(
    ...Array.from(
      { length: 60 },
      (_, i) => [90 - i, 90 - i, 89 - i, 89 - i, 1] as [number, number, number, number, number],
    ),
  );

  it("is all one way where every bar is above, or below, the one before", () => {
    for (const bars of [rising, falling]) expect(newestValue(adx, bars, 14)).toBeCloseTo(1, 12);
    expect(newestValue(directionalBalance, rising, 14)).toBe(1);
    expect(newestValue(directionalBalance, falling, 14)).toBe(-1);
  });

  it("is nothing where nothing moves", () => {
    const flat = handCloses(new Array(60).fill(10));
    expect([newestValue(adx, flat, 14), newestValue(directionalBalance, flat, 14)]).toEqual([0, 0]);
  });
});

it("the Aroon oscillator tells a new high from a new low", () => {
  expect(newestValue(aroonOscillator, handCloses([1, 2, 3, 4, 5]), 4)).toBe(1);
  expect(newestValue(aroonOscillator, handCloses([5, 4, 3, 2, 1]), 4)).toBe(-1);
  // the high came 3 bars ago, the low 1 bar ago: a quarter of 4 bars each
  expect(newestValue(aroonOscillator, handCloses([3, 5, 4, 1, 2]), 4)).toBe(-0.5);
});

it("the place in the channel counts from the lowest low to the highest high", () => {
  const bars = handBars([50, 90, 40, 60, 1], [60, 70, 50, 65, 1], [65, 80, 55, 80, 1]);
  expect(newestValue(donchianPosition, bars, 3)).toBe(0.8);
  expect(newestValue(donchianPosition, bars, 1), "on the high of its own bar").toBe(1);
  expect(newestValue(donchianPosition, handCloses([3, 3]), 2), "no channel").toBe(0.5);
});

it("the slope of log prices is the growth rate", () => {
  expect(newestValue(linearSlope, handCloses([1, Math.E, Math.E ** 2, Math.E ** 3]), 4)).toBeCloseTo(1, 14);
  expect(newestValue(linearSlope, handCloses([8, 4, 2, 1]), 4)).toBeCloseTo(-Math.LN2, 14);
  expect(newestValue(linearSlope, handCloses([8, 8, 8]), 3)).toBe(0);
});

it("the efficiency ratio is the net move over the path", () => {
  expect(newestValue(efficiencyRatio, handCloses([1, 2, 3, 4]), 3)).toBe(1);
  expect(newestValue(efficiencyRatio, handCloses([1, 3, 2, 4]), 3)).toBe(0.6);
  expect(newestValue(efficiencyRatio, handCloses([4, 3, 2, 4]), 3)).toBe(0);
  expect(newestValue(efficiencyRatio, handCloses([4, 4, 4, 4]), 3)).toBe(0);
});
