import { createRng } from "@bellwether/core";
import { rollingKurtosis, rollingSkew } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { sampleHours } from "../../../test/sample-bars.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import { featureChecks } from "../../testing/index.js";
import { BadFeatureError } from "../feature.js";
import {
  absoluteReturnAutocorrelation,
  fracDiffFeature,
  hurst,
  hurstFeature,
  lempelZiv,
  meanReversionHalfLife,
  percentileRank,
  returnEntropy,
  returnKurtosis,
  returnMeanRatio,
  returnSkew,
  rootMeanSquare,
  shannonEntropy,
  signComplexity,
  statisticalFeatures,
  varianceRatio,
  volatilityZScore,
  windowShape,
} from "./index.js";

/** Their parameters bound each other, or their least ones make a warm-up of years. */
const bounded = new Set([varianceRatio, fracDiffFeature]);
itKeepsItsPromises(statisticalFeatures.filter((feature) => !bounded.has(feature)));

it.each([
  [varianceRatio, 100, 4],
  [varianceRatio, 4, 2],
  [varianceRatio, 100, 50],
  [fracDiffFeature, 0.4, 1e-3],
  [fracDiffFeature, 0.05, 0.05],
  [fracDiffFeature, 0.6, 1e-4],
  [fracDiffFeature, 1, 1e-5],
  [fracDiffFeature, 2, 1e-3],
])("$name(%f,%f) keeps every promise", async (feature, ...params) => {
  expect(featureChecks({ feature, params, bars: await sampleHours(), timeframe: "1h" })).toEqual([]);
});

/** Closes whose log returns are given. */
const ofReturns = (returns: readonly number[]) => {
  const closes = [1];
  for (const r of returns) closes.push(closes.at(-1)! * Math.exp(r));
  return tinyFrame(closes);
};
const gauss = (seed: number, length: number) => {
  const rng = createRng(seed);
  return Array.from({ length }, () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next()));
};
const flat = tinyFrame(Array.from({ length: 250 }, () => 7));

describe("entropy", () => {
  const message = [..."11100001"].map(Number);

  it("of a message has its published values: 1 bit a sign, 0.985 without the last, Lempel-Ziv 0.625", () => {
    const { close } = tinyFrame(message);
    expect(shannonEntropy(close, 8, 2).last).toBe(1);
    expect(shannonEntropy(close, 7, 2).at(6)).toBeCloseTo(0.985, 3);
    expect(lempelZiv(close, 8).last).toBe(0.625); // the pieces are 1, 11, 0, 00, 01
  });

  it("counts several symbols, lets old ones go, and starts over after what is none", () => {
    const { close } = tinyFrame([0, 1, 2, 3, 3, 3, 3, 4, 0, 0]);
    const values = [...shannonEntropy(close, 4, 4).values()];
    expect(values).toEqual([NaN, NaN, NaN, 2, 1.5, expect.closeTo(0.8112781244591328, 14), 0, NaN, NaN, NaN]);
  });

  it("of returns is 0 if they share a bin, log2 3 / log2 5 for three bins alike", () => {
    expect(returnEntropy.series(flat, 30).last).toBe(0);
    expect(returnEntropy.series(ofReturns(Array.from({ length: 60 }, () => 0.01)), 30).last).toBe(0);
    const three = ofReturns(Array.from({ length: 60 }, (_, i) => 0.01 * ((i % 3) - 1)));
    expect(returnEntropy.series(three, 30).last).toBeCloseTo(Math.log2(3) / Math.log2(5), 12);
  });

  it("of normal returns is nearly 1, as the bins are its quintiles", () => {
    expect(returnEntropy.series(ofReturns(gauss(3, 1200).map((x) => x / 100)), 500).last).toBeGreaterThan(0.99);
  });

  it("of signs is low for a pattern and higher for coin tosses", () => {
    const pattern = signComplexity.series(
      ofReturns(Array.from({ length: 60 }, (_, i) => (i % 2 ? 0.01 : -0.01))),
      50,
    ).last;
    const noise = signComplexity.series(ofReturns(gauss(5, 60)), 50).last;
    // 0 1 01 010 10 101 0101 01010 1010 10101 ...: pieces of a pattern grow by one each time
    expect(pattern).toBeCloseTo((13 / 50) * Math.log2(50), 12);
    expect(noise).toBeGreaterThan(1.2 * pattern);
    expect(signComplexity.series(flat, 50).last).toBeCloseTo((9 / 50) * Math.log2(50), 12); // 1 + 2 + .. + 9 = 45 zeros
  });
});

describe("the shape of returns", () => {
  it("has the mean over the root mean square: 1 for a steady rise, −1 for a fall, 0 if flat", () => {
    expect(returnMeanRatio.series(ofReturns([0.01, 0.01, 0.01]), 3).last).toBeCloseTo(1, 12);
    expect(returnMeanRatio.series(ofReturns([-0.01, -0.01, -0.01]), 3).last).toBeCloseTo(-1, 12);
    expect(returnMeanRatio.series(ofReturns([0.01, 0.03]), 2).last).toBeCloseTo(0.02 / Math.sqrt(0.0005), 12);
    expect(returnMeanRatio.series(flat, 20).last).toBe(0);
    expect(rootMeanSquare(tinyFrame([3, -4]).close, 2).last).toBe(Math.sqrt(12.5));
  });

  it("has the skewness and kurtosis that the indicators have", () => {
    const { close } = tinyFrame(gauss(7, 300));
    const { skew, kurtosis } = windowShape(close, 20);
    const [skews, kurtoses] = [rollingSkew(close, 20), rollingKurtosis(close, 20)];
    for (let i = 19; i < 300; i++) {
      expect(skew.at(i)).toBeCloseTo(skews.at(i), 10);
      expect(kurtosis.at(i)).toBeCloseTo(kurtoses.at(i), 10);
    }
    // pandas: Series([1, 2, 3, 10]).skew() and .kurt()
    const four = windowShape(tinyFrame([1, 2, 3, 10]).close, 4);
    expect(four.skew.last).toBeCloseTo(1.763632614803888, 12);
    expect(four.kurtosis.last).toBeCloseTo(3.2280000000000006, 12);
  });

  it("has neither skewness nor kurtosis where returns do not vary", () => {
    expect(returnSkew.series(flat, 50).last).toBe(0);
    expect(returnKurtosis.series(flat, 50).last).toBe(0);
  });

  it("stands above its usual volatility after a quiet time", () => {
    const returns = Array.from(
      { length: 200 },
      (_, i) => (i % 2 ? 1 : -1) * (i < 190 ? 0.001 : 0.01) * (1 + (i % 7) / 10),
    );
    expect(volatilityZScore.series(ofReturns(returns), 5, 50).last).toBeGreaterThan(2);
    expect(volatilityZScore.series(flat, 5, 50).last).toBe(0);
  });
});

describe("memory", () => {
  it("correlates the sizes of returns with those before", () => {
    const bursts = Array.from({ length: 100 }, (_, i) => (i % 2 ? 1 : -1) * (Math.floor(i / 10) % 2 ? 0.02 : 0.001));
    expect(absoluteReturnAutocorrelation.series(ofReturns(bursts), 80, 1).last).toBeGreaterThan(0.5);
    expect(absoluteReturnAutocorrelation.series(ofReturns(bursts), 80, 10).last).toBeLessThan(-0.9);
  });

  it("has a Hurst exponent of 1 in a straight line, 0 to and fro, 1/2 if flat, about 1/2 on a random walk", () => {
    const rows = Array.from({ length: 200 }, (_, i) => i);
    expect(hurst(tinyFrame(rows).close, 100).last).toBeCloseTo(1, 12);
    expect(hurst(tinyFrame(rows.map((i) => i % 2)).close, 100).last).toBe(0);
    expect(hurstFeature.series(flat, 100).last).toBe(0.5);
    const walks = [1, 2, 3, 4, 5].map(
      (seed) => hurstFeature.series(ofReturns(gauss(seed, 2100).map((x) => x / 100)), 2000).last,
    );
    for (const value of walks) expect(value).toBeCloseTo(0.5, 1);
  });

  it("has a variance ratio of 1 on a random walk and if flat, of 0 to and fro, of nearly the lag in long swings", () => {
    const walk = ofReturns(gauss(11, 2100).map((x) => x / 100));
    expect(varianceRatio.series(walk, 2000, 4).last).toBeCloseTo(1, 0);
    expect(varianceRatio.series(flat, 100, 4).last).toBe(1);
    const bounce = ofReturns(Array.from({ length: 120 }, (_, i) => (i % 2 ? 0.01 : -0.01)));
    expect(varianceRatio.series(bounce, 100, 2).last).toBeCloseTo(0, 12);
    const swings = ofReturns(Array.from({ length: 120 }, (_, i) => 0.01 * Math.sin(i / 15)));
    expect(varianceRatio.series(swings, 100, 2).last).toBeGreaterThan(1.9);
    expect(() => varianceRatio.series(flat, 100, 51)).toThrow(BadFeatureError);
  });

  it("finds the half-life of a level that keeps a share of its gap from bar to bar", () => {
    // ln price follows x' = 0.8 x + noise: a half-life of ln 2 / −ln 0.8 = 3.1 bars
    const levels = [0];
    for (const noise of gauss(13, 4000)) levels.push(0.8 * levels.at(-1)! + noise / 100);
    expect(meanReversionHalfLife.series(tinyFrame(levels.map(Math.exp)), 3000).last * 3000).toBeCloseTo(
      Math.LN2 / -Math.log(0.8),
      0,
    );
    // each gap halves at once: the regression is exact
    const halving = tinyFrame([8, 4, 2, 1].map((gap) => Math.exp(gap)));
    expect(meanReversionHalfLife.series(halving, 3).last).toBeCloseTo(1 / 3, 12);
    expect(meanReversionHalfLife.series(tinyFrame([1, 2, 4, 16, 256]), 4).last).toBe(1);
    expect(meanReversionHalfLife.series(flat, 100).last).toBe(1);
  });

  it("ranks the last close among the others", () => {
    expect(percentileRank.series(tinyFrame([1, 2, 3, 4]), 4).last).toBe(0.875);
    expect(percentileRank.series(flat, 100).last).toBe(0.5);
  });
});
