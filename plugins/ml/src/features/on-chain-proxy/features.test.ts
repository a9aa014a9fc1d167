import { describe, expect, it } from "vitest";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import {
  coinAgeProxy,
  heldVolume,
  largeVolumeProxy,
  lossVolumeProxy,
  mvrvProxy,
  mvrvZScoreProxy,
  nvtProxy,
  onChainProxyFeatures,
  realisedPriceDistanceProxy,
  realisedValueGrowthProxy,
  soprProxy,
  supplyInProfitProxy,
} from "./index.js";

itKeepsItsPromises(onChainProxyFeatures);

// 3 units bought at 10, 1 at 20, 2 at 15
const df = tinyFrame([
  { close: 10, volume: 3 },
  { close: 20, volume: 1 },
  { close: 15, volume: 2 },
]);
const untraded = tinyFrame([10, 20, 15].map((close) => ({ close, volume: 0 })));

describe("the volume of a window, taken for the coins held", () => {
  it("cost its volume-weighted mean price, of the typical price of each bar", () => {
    expect(heldVolume(df, 3).basis.last).toBeCloseTo(80 / 6, 13);
    expect(heldVolume(tinyFrame([{ open: 9, high: 12, low: 6, close: 9 }, 9]), 2).typical.at(0)).toBe(9);
  });

  it("cost less of what is old, where age takes weight off in a line", () => {
    expect(heldVolume(df, 3).agedBasis.last).toBeCloseTo((1 * 3 * 10 + 2 * 1 * 20 + 3 * 2 * 15) / (3 + 2 + 6), 13);
  });

  it("cost the close where nothing was traded or nothing moved, to the last bit", () => {
    expect(heldVolume(untraded, 3).basis.last).toBe(15);
    const still = tinyFrame(Array.from({ length: 9 }, (_, i) => ({ close: 0.1, volume: 1 + i / 7 })));
    expect(heldVolume(still, 5).basis.last).toBe(0.1);
    expect(heldVolume(still, 5).agedBasis.last).toBe(0.1);
  });
});

describe("proxies of value", () => {
  it("compare the close with what was paid", () => {
    expect(mvrvProxy.series(df, 3).last).toBeCloseTo(15 / (80 / 6) - 1, 13);
    expect(mvrvZScoreProxy.series(df, 3).last).toBeCloseTo((15 - 80 / 6) / 5, 13); // closes 10, 20, 15 deviate by 5
    expect(realisedPriceDistanceProxy.series(df, 3).last).toBeCloseTo(15 / (160 / 11) - 1, 13);
    for (const proxy of [mvrvProxy, mvrvZScoreProxy, realisedPriceDistanceProxy])
      expect(proxy.series(untraded, 3).last).toBe(0);
  });

  it("measure how the price paid has grown", () => {
    // of the first two bars (3 · 10 + 20) / 4 = 12.5, of the last two (20 + 2 · 15) / 3
    expect(realisedValueGrowthProxy.series(df, 2, 1).last).toBeCloseTo(50 / 3 / 12.5 - 1, 13);
  });

  it("weigh the price by its turnover: dear where little is traded, 0 where that is as usual or nothing is", () => {
    const even = tinyFrame([10, 10, 10, 10]);
    expect(nvtProxy.series(even, 1, 4).last).toBe(0);
    const quiet = tinyFrame([10, 10, 10, { close: 10, volume: 0 }]);
    expect(nvtProxy.series(quiet, 1, 4).last).toBe(1);
    const busy = tinyFrame([10, 10, 10, { close: 10, volume: 5 }]);
    expect(nvtProxy.series(busy, 1, 4).last).toBeCloseTo((2 - 5) / (2 + 5), 13);
    expect(nvtProxy.series(untraded, 1, 3).last).toBe(0);
  });
});

describe("proxies of holders", () => {
  it("sell at the typical price what was bought at the mean price paid before", () => {
    expect(soprProxy.series(df, 1, 2).last).toBeCloseTo(15 / 12.5 - 1, 13);
    expect(lossVolumeProxy.series(df, 1, 2).last).toBe(0);
    const fall = tinyFrame([10, 20, 5, { close: 4, volume: 3 }, { close: 100, volume: 12 }]);
    expect(lossVolumeProxy.series(fall, 3, 2).last).toBe(0.25); // 1 and 3 at a loss, 12 not
    expect(soprProxy.series(untraded, 1, 2).last).toBe(0);
    expect(lossVolumeProxy.series(untraded, 1, 2).last).toBe(0);
  });

  it("hold in profit what was bought below the close, and half of what was bought at it", () => {
    expect(supplyInProfitProxy.series(df, 3).last).toBeCloseTo((3 + 1) / 6, 13);
    expect(supplyInProfitProxy.series(untraded, 3).last).toBe(0.5);
  });

  it("hold for a mean age, between 0 for the last bar and 1 for the first of the window", () => {
    expect(coinAgeProxy.series(df, 3).last).toBeCloseTo((3 * 1 + 1 * 0.5 + 2 * 0) / 6, 13);
    const volumes = (...values: number[]) => tinyFrame(values.map((volume) => ({ close: 1, volume })));
    expect(coinAgeProxy.series(volumes(0, 0, 4), 3).last).toBe(0);
    expect(coinAgeProxy.series(volumes(4, 0, 0), 3).last).toBe(1);
    expect(coinAgeProxy.series(volumes(0, 0, 0), 3).last).toBe(0.5);
    expect(largeVolumeProxy.series(volumes(1, 1, 1, 7), 4).last).toBe(0.7);
    expect(largeVolumeProxy.series(volumes(2, 2, 2, 2), 4).last).toBe(0);
    expect(largeVolumeProxy.series(volumes(0, 0, 0, 0), 4).last).toBe(0);
  });
});
