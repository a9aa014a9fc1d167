import { ichimoku } from "@bellwether/indicators";
import { describe, expect, it } from "vitest";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import {
  ichimokuCloudDistance,
  ichimokuCloudThickness,
  ichimokuLineSpread,
  squeeze,
  squeezeMomentum,
  technicalFeatures,
} from "./index.js";

itKeepsItsPromises(technicalFeatures);

describe("Ichimoku", () => {
  // periods 1, 1, 2: conversion and base are the bar's own middle, the cloud is that of the bar before
  const df = tinyFrame([10, 12, 14, 30, 13, 20]);

  it("measures from the nearer edge of the cloud: above, below, within", () => {
    const { spanA, spanB } = ichimoku(df, 1, 1, 2);
    expect([...spanA.values()].slice(2)).toEqual([12, 14, 30, 13]);
    expect([...spanB.values()].slice(2)).toEqual([11, 13, 22, 21.5]);
    const wanted = [14 / 12 - 1, 30 / 14 - 1, 13 / 22 - 1, 0].map((x) => expect.closeTo(x, 15));
    expect([...ichimokuCloudDistance.series(df, 1, 1, 2).values()]).toEqual([NaN, NaN, ...wanted]);
  });

  it("has a cloud that is thick and rising, or falling", () => {
    const values = ichimokuCloudThickness.series(df, 1, 1, 2).values();
    expect(values[3]).toBeCloseTo(1 / 30, 15);
    expect(values[5]).toBeCloseTo(-8.5 / 20, 15);
  });

  it("has lines apart by a fraction of the close", () => {
    // middles of 1 bar and of 3 bars: 20 and (13 + 30) / 2
    expect(ichimokuLineSpread.series(df, 1, 3).last).toBeCloseTo((20 - 21.5) / 20, 15);
  });
});

describe("the squeeze", () => {
  it("is on while closes hardly leave their mean though bars are wide, off while they trend", () => {
    const wide = tinyFrame(Array.from({ length: 30 }, (_, i) => ({ close: 100 + (i % 2) / 10, high: 102, low: 98 })));
    expect(squeeze.series(wide, 20).last).toBe(1);
    const trend = tinyFrame(Array.from({ length: 30 }, (_, i) => 100 + i));
    // deviations of 1..20: 2 · √33.25 = 11.5 against 1.5
    expect(squeeze.series(trend, 20).last).toBe(0);
    expect(squeeze.series(tinyFrame(Array.from({ length: 30 }, () => 5)), 20).last).toBe(0);
  });

  it("has momentum in mean true ranges: on a straight line the distance to the middle of channel and mean", () => {
    const trend = tinyFrame(Array.from({ length: 60 }, (_, i) => 100 + i));
    // the channel's middle and the mean both lag by 9.5 bars of 1, always: the fitted end is 9.5 true ranges of 1
    expect(squeezeMomentum.series(trend, 20).last).toBeCloseTo(9.5, 10);
    const turn = tinyFrame(Array.from({ length: 60 }, (_, i) => 100 - i));
    expect(squeezeMomentum.series(turn, 20).last).toBeCloseTo(-9.5, 10);
    expect(squeezeMomentum.series(tinyFrame(Array.from({ length: 60 }, () => 5)), 20).last).toBe(0);
    // a line through two points ends at the second: 15 − 13, in true ranges of (1 + 4) / 2
    expect(squeezeMomentum.series(tinyFrame([10, 12, 11, 15]), 2).last).toBeCloseTo(0.8, 13);
  });
});
