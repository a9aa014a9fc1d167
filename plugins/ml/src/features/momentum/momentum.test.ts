import { describe, expect, it } from "vitest";
import { featureValues, handBars, handCloses, newestValue } from "../../../test/hand-bars.js";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import {
  acceleration,
  cci,
  macd,
  macdHistogram,
  macdHistogramAtr,
  macdSignal,
  momentum,
  momentumFeatures,
  returnSharpe,
  roc,
  rsi,
  rsiNormalised,
  rsiOverbought,
  rsiOversold,
  stochastic,
} from "./index.js";

describe("features of the momentum group", () => itKeepsItsPromises(momentumFeatures));

describe("the RSI", () => {
  // over 3 changes: rises of 3 and 1, a fall of 1: 4 of 5; then a fall of 2: rises 4 · 2/3, falls 2/3 + 2
  const closes = handCloses([10, 13, 14, 13, 11]);

  it("is the share of rises in the movement", () => {
    const [a, b, c, first, second] = featureValues(rsi, closes, 3);
    expect([a, b, c]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(first).toBeCloseTo(80, 12);
    expect(second).toBeCloseTo(50, 12);
  });

  it("is brought to −1 to 1", () => {
    expect(featureValues(rsiNormalised, closes, 3)[3]).toBeCloseTo(0.6, 14);
    expect(newestValue(rsiNormalised, handCloses([4, 3, 2, 1]), 3)).toBeCloseTo(-1, 14);
  });

  it("has zones, whose bounds do not belong to them", () => {
    expect(featureValues(rsiOverbought, closes, 3, 79).slice(3)).toEqual([1, 0]);
    expect(featureValues(rsiOversold, closes, 3, 81).slice(3)).toEqual([1, 1]);
    const rising = handCloses([1, 2, 3, 4]);
    expect([newestValue(rsiOverbought, rising, 3, 100), newestValue(rsiOverbought, rising, 3, 99.9)]).toEqual([0, 1]);
    const falling = handCloses([4, 3, 2, 1]);
    expect([newestValue(rsiOversold, falling, 3, 0), newestValue(rsiOversold, falling, 3, 0.1)]).toEqual([0, 1]);
  });

  it("of a dead market is neither high nor low", () => {
    const flat = handCloses([5, 5, 5, 5]);
    expect([newestValue(rsi, flat, 3), newestValue(rsiNormalised, flat, 3)]).toEqual([50, 0]);
    expect([newestValue(rsiOverbought, flat, 3, 70), newestValue(rsiOversold, flat, 3, 30)]).toEqual([0, 0]);
  });
});

describe("growth", () => {
  const closes = handCloses([100, 110, 121, 242]);

  it("over so many bars", () => {
    expect(newestValue(roc, closes, 1)).toBe(1);
    expect(newestValue(roc, closes, 3)).toBeCloseTo(1.42, 14);
  });

  it("against that before", () => {
    expect(featureValues(acceleration, closes, 1).slice(2)[0]).toBeCloseTo(0, 14);
    expect(newestValue(acceleration, closes, 1)).toBeCloseTo(0.9, 14);
  });

  it("in average true ranges", () => {
    // true ranges 2, 4, then Wilder's average of 2 bars: 3, and with 6: 3 + (6 - 3) / 2 = 4.5
    const bars = handBars([10, 10, 10, 10, 1], [10, 12, 10, 12, 1], [12, 16, 12, 16, 1], [16, 16, 10, 10, 1]);
    expect(featureValues(momentum, bars, 2).slice(2)).toEqual([6 / 3, -2 / 4.5]);
    expect(newestValue(momentum, handCloses([5, 5, 5]), 2)).toBe(0);
  });

  it("per unit of risk", () => {
    // log returns 0, 0, ln 2: mean ln 2 / 3, sample standard deviation ln 2 / sqrt(3)
    expect(newestValue(returnSharpe, handCloses([7, 7, 7, 14]), 3)).toBeCloseTo(1 / Math.sqrt(3), 14);
    expect(newestValue(returnSharpe, handCloses([7, 7, 7, 7]), 3)).toBe(0);
  });
});

describe("the MACD of 1, 2, 3, 10", () => {
  // fast of 2: (of the last 2 of the first 3) 2.5, then 7.5; slow of 3: 2, then 6; line 0.5, 1.5; its average of 2: 1
  const closes = handCloses([1, 2, 3, 10]);

  it("line, signal and what is between them, as fractions of the close", () => {
    expect(newestValue(macd, closes, 2, 3, 2)).toBeCloseTo(0.15, 14);
    expect(newestValue(macdSignal, closes, 2, 3, 2)).toBeCloseTo(0.1, 14);
    expect(newestValue(macdHistogram, closes, 2, 3, 2)).toBeCloseTo(0.05, 14);
  });

  it("and in average true ranges", () => {
    // true ranges 1, 1, 7: an average of 3 bars of 3
    expect(newestValue(macdHistogramAtr, closes, 2, 3, 2, 3)).toBeCloseTo(0.5 / 3, 14);
    expect(newestValue(macdHistogramAtr, handCloses([5, 5, 5, 5]), 2, 3, 2, 3)).toBe(0);
  });

  it("refuses a fast average that is the longer one", () => {
    expect(() => newestValue(macd, closes, 3, 2, 2)).toThrow("macd: fast must be at most slow, which is 2, got 3");
  });
});

it("the stochastic is the mean place in the range", () => {
  const closes = handCloses([10, 20, 12, 16]);
  // of 3 bars: 12 in 10..20 is 0.2, 16 in 12..20 is 0.5
  expect(newestValue(stochastic, closes, 3, 1)).toBe(0.5);
  expect(newestValue(stochastic, closes, 3, 2)).toBe(0.35);
  expect(newestValue(stochastic, handCloses([5, 5, 5, 5]), 3, 2)).toBe(0.5);
});

it("the commodity channel index counts in mean deviations", () => {
  // mean of 1, 2, 6 is 3, mean deviation 2: (6 - 3) / (0.015 · 2) = 100
  expect(newestValue(cci, handCloses([1, 2, 6]), 3)).toBeCloseTo(1, 14);
  expect(newestValue(cci, handCloses([6, 6, 6]), 3)).toBeCloseTo(0, 14);
});
