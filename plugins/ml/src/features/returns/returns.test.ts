import { describe, expect, it } from "vitest";
import { featureValues, handCloses, newestValue } from "../../../test/hand-bars.js";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { laggedReturn, logReturn, returnFeatures, returnVolatility, returnZScore, simpleReturn } from "./index.js";

describe("features of the return group", () => itKeepsItsPromises(returnFeatures));

const closes = handCloses([100, 110, 99, 99, 198]);

it("a simple return is the growth over so many bars", () => {
  expect(newestValue(simpleReturn, closes)).toBe(1);
  expect(newestValue(simpleReturn, closes, 4)).toBeCloseTo(0.98, 14);
  expect(featureValues(simpleReturn, closes, 2).slice(0, 3)).toEqual([Number.NaN, Number.NaN, 99 / 100 - 1]);
});

it("log returns add up", () => {
  expect(newestValue(logReturn, closes, 1)).toBeCloseTo(Math.LN2, 15);
  const steps = featureValues(logReturn, closes, 1).slice(1);
  expect(newestValue(logReturn, closes, 4)).toBeCloseTo(steps[0]! + steps[1]! + steps[2]! + steps[3]!, 14);
});

it("a lagged return is that of one bar, so many bars ago", () => {
  expect(newestValue(laggedReturn, closes, 1)).toBe(0);
  expect(newestValue(laggedReturn, closes, 2)).toBe(Math.log(99 / 110));
  expect(newestValue(laggedReturn, closes, 3)).toBe(Math.log(110 / 100));
  expect(newestValue(laggedReturn, closes, 4)).toBeNaN();
});

it("the volatility of returns is their sample standard deviation", () => {
  // returns 0.1, -0.1, 0, 1: mean 0.25, squares 0.0225 + 0.1225 + 0.0625 + 0.5625 = 0.77
  expect(newestValue(returnVolatility, closes, 4)).toBeCloseTo(Math.sqrt(0.77 / 3), 14);
  expect(newestValue(returnVolatility, handCloses([5, 5, 5, 5, 5]), 4)).toBe(0);
});

it("a z-score says how unusual the newest return is", () => {
  // log returns 0, 0, ln 2: mean ln 2 / 3, sample standard deviation ln 2 / sqrt(3)
  expect(newestValue(returnZScore, handCloses([7, 7, 7, 14]), 3)).toBeCloseTo(2 / Math.sqrt(3), 14);
  expect(newestValue(returnZScore, handCloses([7, 7, 7, 7]), 3)).toBe(0);
});
