import { frameOf } from "@bellwether/core";
import { linearRegressionSlope, obv, sma } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import { featureValues, handBars, handCloses, newestValue } from "../../../test/hand-bars.js";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { sampleHours } from "../../../test/sample-bars.js";
import {
  cmf,
  mfi,
  obvSlope,
  priceVolumeCorrelation,
  signedVolume,
  volumeChange,
  volumeFeatures,
  volumeRatio,
  volumeTrend,
  volumeZScore,
  vwapDistance,
  vwmaDistance,
} from "./index.js";

describe("features of the volume group", () => itKeepsItsPromises(volumeFeatures));

const prices = [10, 10, 10, 10];
const untraded = handCloses(prices, [0, 0, 0, 0]);

describe("the level of volume", () => {
  const bars = handCloses(prices, [1, 2, 3, 6]);

  it("relative to its mean", () => {
    expect(newestValue(volumeRatio, bars, 4)).toBe(2);
    expect(newestValue(volumeRatio, untraded, 4)).toBe(1);
  });

  it("in standard deviations from its mean", () => {
    // mean 3, squares 4 + 1 + 0 + 9 = 14
    expect(newestValue(volumeZScore, bars, 4)).toBeCloseTo(3 / Math.sqrt(14 / 3), 14);
    expect(newestValue(volumeZScore, untraded, 4)).toBe(0);
  });

  it("its slope in means a bar", () => {
    // fitted line through 1, 2, 3, 6: slope (-1.5 · 1 - 0.5 · 2 + 0.5 · 3 + 1.5 · 6) / 5 = 1.6
    expect(newestValue(volumeTrend, bars, 4)).toBeCloseTo(1.6 / 3, 14);
    expect(newestValue(volumeTrend, untraded, 4)).toBe(0);
  });

  it("its change, which volume out of nothing leaves at 1", () => {
    expect(newestValue(volumeChange, bars, 1)).toBeCloseTo(1 / 3, 15);
    expect(featureValues(volumeChange, handCloses(prices, [0, 5, 0, 0]), 1)).toEqual([Number.NaN, 1, -1, 0]);
  });
});

describe("volume and moves together", () => {
  it("correlate where rises are the better traded", () => {
    const closes = [1, 2, 1, 2, 1];
    expect(newestValue(priceVolumeCorrelation, handCloses(closes, [9, 4, 1, 4, 1]), 4)).toBeCloseTo(1, 14);
    expect(newestValue(priceVolumeCorrelation, handCloses(closes, [9, 1, 4, 1, 4]), 4)).toBeCloseTo(-1, 14);
    expect(newestValue(priceVolumeCorrelation, handCloses(closes, [3, 3, 3, 3, 3]), 4)).toBe(0);
    expect(newestValue(priceVolumeCorrelation, handCloses([2, 2, 2, 2], [1, 2, 3, 4]), 3)).toBe(0);
  });

  it("signed volume is the share of rises less that of falls", () => {
    expect(newestValue(signedVolume, handCloses([1, 2, 1, 1], [9, 5, 2, 3]), 3)).toBeCloseTo(0.3, 14);
    expect(newestValue(signedVolume, untraded, 3)).toBe(0);
  });

  it("the slope of on-balance volume is that of the line itself, in mean volumes", async () => {
    // steps +5, −2, 0: the line 0, 5, 3, 3 has the slope (-0.5 · 5 + 0.5 · 3 + 1.5 · 3) / 5 = 0.7; mean volume 4
    expect(newestValue(obvSlope, handCloses([1, 2, 1, 1], [6, 5, 2, 3]), 4)).toBeCloseTo(0.7 / 4, 14);
    expect(newestValue(obvSlope, untraded, 4)).toBe(0);
    const bars = await sampleHours();
    const df = frameOf(bars);
    const [slope, mean] = [linearRegressionSlope(obv(df), 20).values(), sma(df.volume, 20).values()];
    const own = featureValues(obvSlope, bars, 20);
    for (let i = 19; i < own.length; i++) expect(own[i]).toBeCloseTo(slope[i]! / mean[i]!, 9);
  });
});

describe("the flow of money", () => {
  it("counts the notional of rising typical prices against that of falling ones", () => {
    // typical prices 10, 20, 10, 10: up 20 · 3 = 60, down 10 · 2 = 20, unmoved 10 · 9
    const bars = handCloses([10, 20, 10, 10], [1, 3, 2, 9]);
    expect(newestValue(mfi, bars, 3)).toBeCloseTo(0.75, 14);
    expect([newestValue(mfi, handCloses(prices), 3), newestValue(mfi, untraded, 3)]).toEqual([0.5, 0.5]);
  });

  it("weighs by volume where bars close in their range", () => {
    // closes at the high (+1) with 3, at the low (−1) with 1, without range (0) with 4
    const bars = handBars([10, 12, 10, 12, 3], [12, 12, 10, 10, 1], [10, 10, 10, 10, 4]);
    expect(newestValue(cmf, bars, 3)).toBe(0.25);
    expect(newestValue(cmf, untraded, 3)).toBe(0);
  });
});

describe("the average price paid", () => {
  const bars = handBars([10, 14, 10, 12, 1], [12, 20, 10, 18, 3]);

  it("at typical prices", () => {
    // (12 · 1 + 16 · 3) / 4 = 15
    expect(newestValue(vwapDistance, bars, 2)).toBeCloseTo(0.2, 14);
    expect(newestValue(vwapDistance, untraded, 2)).toBe(0);
  });

  it("at closes", () => {
    // (12 · 1 + 18 · 3) / 4 = 16.5
    expect(newestValue(vwmaDistance, bars, 2)).toBeCloseTo(18 / 16.5 - 1, 14);
    expect(newestValue(vwmaDistance, untraded, 2)).toBe(0);
  });
});
