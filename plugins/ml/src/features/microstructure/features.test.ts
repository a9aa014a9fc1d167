import { describe, expect, it } from "vitest";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import { amihudLambda } from "./amihud-lambda.js";
import { bulkBuyShare } from "./bulk-volume.js";
import { hasbrouckLambda } from "./hasbrouck-lambda.js";
import {
  amihud,
  bekkerParkinsonFeature,
  closeLocationFeature,
  corwinSchultzFeature,
  hasbrouckLambdaFeature,
  kyleLambda,
  kyleLambdaFeature,
  microstructureFeatures,
  orderFlowImbalance,
  returnAutocorrelation,
  rollImpact,
  rollMeasure,
  rollSpread,
  vpin,
} from "./index.js";

itKeepsItsPromises(microstructureFeatures);

describe("price impact", () => {
  const df = tinyFrame([
    { close: 100, volume: 5 },
    { close: 102, volume: 4 },
    { close: 101, volume: 2 },
  ]);

  it("of Kyle is the mean of |change| / volume, and as a feature that of a usual bar's volume over the price", () => {
    expect(kyleLambda(df.close, df.volume, 2).values()).toEqual(Float64Array.of(NaN, NaN, 0.5));
    expect(kyleLambdaFeature.series(df, 2).last).toBeCloseTo((0.5 * 3) / 101, 15);
  });

  it("of Amihud and Hasbrouck weighs log returns by turnover and by its root", () => {
    const [first, second] = [Math.log(102 / 100), Math.log(101 / 102)].map(Math.abs) as [number, number];
    const [a, b] = [408, 202];
    expect(amihud.series(df, 2).last).toBeCloseTo(((first / a + second / b) / 2) * 305, 14);
    expect(hasbrouckLambdaFeature.series(df, 2).last).toBeCloseTo(
      ((first / Math.sqrt(a) + second / Math.sqrt(b)) / 2) * Math.sqrt(305),
      14,
    );
  });

  it("counts a bar without volume as 0, and one without a price as NaN", () => {
    const quiet = tinyFrame([{ close: 100 }, { close: 102, volume: 0 }, { close: 101, volume: 2 }]);
    expect(kyleLambda(quiet.close, quiet.volume, 2).last).toBe(0.25);
    expect(amihudLambda(quiet.close, quiet.volume, 1).at(1)).toBe(0);
    expect(hasbrouckLambda(quiet.close, quiet.volume, 1).at(1)).toBe(0);
    const broken = tinyFrame([{ close: 100 }, { close: NaN, volume: 0 }, { close: 101, volume: 2 }]);
    expect(kyleLambda(broken.close, broken.volume, 1).values()).toEqual(Float64Array.of(NaN, NaN, NaN));
  });
});

describe("spreads", () => {
  it("of Roll finds the whole spread of a price that bounces between bid and ask", () => {
    const bounce = tinyFrame(Array.from({ length: 43 }, (_, i) => (i % 2 === 0 ? 100 : 101)));
    // changes of ±1 follow each other with the other sign: a covariance of −20 / 19, where the mean change is 0
    expect(rollMeasure(bounce.close, 20).last).toBeCloseTo(2 * Math.sqrt(20 / 19), 12);
    expect(rollSpread.series(bounce, 20).last).toBeCloseTo((2 * Math.sqrt(20 / 19)) / 100, 14);
    expect(rollImpact.series(bounce, 20).last).toBeCloseTo((2.0519 / 100) * (100.5 / 100), 5);
  });

  it("of Corwin and Schultz is the whole range of bars that all range alike, and leaves no volatility", () => {
    const alike = tinyFrame(Array.from({ length: 22 }, () => ({ close: 100, high: 101, low: 99 })));
    const reach = Math.log(101 / 99);
    // beta = 2 r², gamma = r²: alpha = r (√2 (√2 − 1) − √(3 − 2√2)) / (3 − 2√2) = r
    expect(corwinSchultzFeature.series(alike, 20).last).toBeCloseTo(
      (2 * (Math.exp(reach) - 1)) / (1 + Math.exp(reach)),
      12,
    );
    expect(bekkerParkinsonFeature.series(alike, 20).last).toBeCloseTo(0, 12);
  });

  it("is 0 where two bars range over far more than each", () => {
    const trend = tinyFrame(Array.from({ length: 22 }, (_, i) => ({ close: 100 + i, high: 100.1 + i, low: 99.9 + i })));
    expect(corwinSchultzFeature.series(trend, 20).last).toBe(0);
    expect(bekkerParkinsonFeature.series(trend, 20).last).toBeGreaterThan(0.005);
  });
});

describe("flow", () => {
  it("gives buyers Φ of the change in deviations: half of a bar that did not move, all of the only way there is", () => {
    const df = tinyFrame([100, 101, 99, 99]);
    // changes 1, −2, 0: mean −1/3, squares 14/3, deviation √(7/3); the change before the last is −2
    expect(bulkBuyShare(df.close, 3).last).toBe(0.5);
    expect(bulkBuyShare(tinyFrame([1, 2, 3, 4]).close, 3).last).toBe(1);
    expect(bulkBuyShare(tinyFrame([4, 3, 2, 1]).close, 3).last).toBe(0);
    const two = tinyFrame([100, 101, 100, 101]);
    // changes −1, 1: deviation √2; Φ(1 / √2)
    expect(bulkBuyShare(two.close, 2).last).toBeCloseTo(0.7602499389065233, 14);
  });

  it("has a VPIN of 1 and an imbalance of ±1 where only one side trades", () => {
    const rise = tinyFrame([1, 2, 3, 4, 5, 6]);
    expect(vpin.series(rise, 2).last).toBe(1);
    expect(orderFlowImbalance.series(rise, 2).last).toBe(1);
    expect(orderFlowImbalance.series(tinyFrame([6, 5, 4, 3, 2, 1]), 2).last).toBe(-1);
    const to = tinyFrame([100, 101, 100, 101, 100]);
    expect(vpin.series(to, 2).last).toBeCloseTo(2 * 0.7602499389065233 - 1, 14);
    expect(orderFlowImbalance.series(to, 2).last).toBeCloseTo(0, 15);
  });

  it("places closes between lows and highs", () => {
    const df = tinyFrame([
      { close: 3, high: 3, low: 1 },
      { close: 1.5, high: 3, low: 1 },
      { close: 2, high: 2, low: 2 },
    ]);
    expect(closeLocationFeature.series(df, 1).values()).toEqual(Float64Array.of(1, -0.5, 0));
    expect(closeLocationFeature.series(df, 2).at(1)).toBe(0.25);
  });

  it("correlates returns with those before: −1 for a bounce", () => {
    const bounce = tinyFrame(Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 100 : 101)));
    expect(returnAutocorrelation.series(bounce, 20, 1).last).toBeCloseTo(-1, 12);
    expect(returnAutocorrelation.series(bounce, 20, 2).last).toBeCloseTo(1, 12);
  });
});
