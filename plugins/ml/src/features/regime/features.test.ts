import { describe, expect, it } from "vitest";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import {
  bullShare,
  choppiness,
  regimeFeatures,
  trendStrength,
  turbulence,
  upVolumeShare,
  volatilityPercentile,
  windowDrawdown,
} from "./index.js";

itKeepsItsPromises(regimeFeatures);

const flat = tinyFrame(Array.from({ length: 250 }, () => 7));
const straight = tinyFrame(Array.from({ length: 60 }, (_, i) => Math.exp(0.01 * i)));

describe("regime", () => {
  it("trend-strength is 1 on a straight rise of the log, −1 on a fall, and Pearson's correlation between", () => {
    expect(trendStrength.series(straight, 50).last).toBeCloseTo(1, 12);
    expect(trendStrength.series(tinyFrame([4, 3, 2, 1].map(Math.exp)), 4).last).toBeCloseTo(-1, 12);
    // correlation of 1, 2, 3, 4 with 1, 3, 2, 4 is 0.8
    expect(trendStrength.series(tinyFrame([1, 3, 2, 4].map(Math.exp)), 4).last).toBeCloseTo(0.8, 12);
    expect(trendStrength.series(flat, 50).last).toBe(0);
  });

  it("choppiness is 0 for bars that join into one way, 1 for bars that all span the whole range", () => {
    const joined = tinyFrame(Array.from({ length: 20 }, (_, i) => ({ open: 100 + i, close: 101 + i })));
    expect(choppiness.series(joined, 14).last).toBeCloseTo(0, 12);
    const same = tinyFrame(Array.from({ length: 20 }, () => ({ open: 100, close: 101 })));
    expect(choppiness.series(same, 14).last).toBeCloseTo(1, 12);
    expect(choppiness.series(flat, 14).last).toBe(1);
  });

  it("bull-share counts bars that closed higher", () => {
    expect(bullShare.series(tinyFrame([1, 2, 2, 3, 1]), 4).last).toBe(0.5);
    expect(bullShare.series(flat, 50).last).toBe(0);
  });

  it("window-drawdown is a positive fraction of the window's highest close", () => {
    const df = tinyFrame([200, 100, 80, 90]);
    expect(windowDrawdown.series(df, 4).last).toBeCloseTo(0.55, 15);
    expect(windowDrawdown.series(df, 2).last).toBeCloseTo(0, 15);
    expect(windowDrawdown.series(df, 3).last).toBeCloseTo(0.1, 15);
  });

  it("turbulence and volatility-percentile tell a wild time from the calm before it", () => {
    const move = (i: number) => (i % 2 ? 1 : -1) * (i < 150 ? 0.001 + i * 1e-6 : 0.02);
    const closes = [1];
    for (let i = 1; i < 160; i++) closes.push(closes.at(-1)! * Math.exp(move(i)));
    const wild = tinyFrame(closes);
    expect(turbulence.series(wild, 5, 50).at(-1)).toBe(1);
    expect(volatilityPercentile.series(wild, 5, 50).at(149)).toBe(0.99);
    expect(turbulence.series(flat, 5, 50).last).toBe(0);
    expect(volatilityPercentile.series(flat, 5, 50).last).toBe(0.5);
  });

  it("up-volume-share weighs rises by volume, and is a half without any", () => {
    const bars = [{ close: 1 }, { close: 2, volume: 6 }, { close: 1, volume: 1 }, { close: 1, volume: 1 }];
    expect(upVolumeShare.series(tinyFrame(bars), 3).last).toBe(0.75);
    expect(upVolumeShare.series(tinyFrame(bars.map(({ close }) => ({ close, volume: 0 }))), 3).last).toBe(0.5);
  });
});
