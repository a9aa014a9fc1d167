import { frameOf } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { itKeepsItsPromises } from "../../../test/keeps-its-promises.js";
import { sampleHours } from "../../../test/sample-bars.js";
import { tinyFrame } from "../../../test/tiny-frame.js";
import { sliceBars } from "../../testing/bar-variants.js";
import {
  pointOfControlDistance,
  pointOfControlShare,
  valueAreaHighDistance,
  valueAreaLowDistance,
  valueAreaPosition,
  volumeProfile,
  volumeProfileFeatures,
} from "./index.js";

itKeepsItsPromises(volumeProfileFeatures);

const last = (df: Parameters<typeof volumeProfile>[0], period: number) => {
  const { pointOfControl, valueLow, valueHigh, pointOfControlShare: share } = volumeProfile(df, period);
  return [pointOfControl.last, valueLow.last, valueHigh.last, share.last];
};
const near = (...values: number[]) => values.map((value) => expect.closeTo(value, 12));

describe("volumeProfile", () => {
  it("spreads a bar's volume evenly over its range, and grows the value area upwards among equals", () => {
    // one bar over 24 bins of 1: the lowest is the point of control, 17 of 24 hold 70 %
    expect(last(tinyFrame([{ low: 100, high: 124, close: 110, volume: 24 }]), 1)).toEqual(
      near(100.5, 100, 117, 1 / 24),
    );
  });

  it("finds where the volume is, and the side with more first", () => {
    const df = tinyFrame([
      { low: 100, high: 124, close: 124, volume: 24 },
      { low: 110, high: 111, close: 110, volume: 30 },
      { low: 108.5, high: 110, close: 110, volume: 30 },
    ]);
    // bins 1 each; 10: 31, 9: 21, 8: 11, the others 1. 31 + 21 + 11 = 63 of 84 is over 70 % (58.8)
    expect(last(df, 3)).toEqual(near(110.5, 108, 111, 31 / 84));
  });

  it("puts a bar of a single price into one bin, the last one too", () => {
    const df = tinyFrame([
      { low: 100, high: 124, close: 100, volume: 24 },
      { close: 124, volume: 76 },
    ]);
    expect(last(df, 2)).toEqual(near(123.5, 123, 124, 0.77));
  });

  it("counts bars alike where none has volume, and is a single price where none has range", () => {
    const bars = [
      { low: 100, high: 124, close: 110 },
      { low: 100, high: 101, close: 101 },
    ];
    expect(last(tinyFrame(bars.map((bar) => ({ ...bar, volume: 0 }))), 2)).toEqual(last(tinyFrame(bars), 2));
    expect(last(tinyFrame([5, 5, 5]), 3)).toEqual([5, 5, 5, 1]);
  });

  it("holds 70 % of the volume and the point of control in its value area on real bars, as a plain profile has it", async () => {
    const bars = sliceBars(await sampleHours(), 0, 400);
    const df = frameOf(bars, { timeframe: "1h" });
    const own = volumeProfile(df, 50);
    for (let i = 49; i < 400; i += 7) {
      const rows = Array.from({ length: 50 }, (_, k) => i - 49 + k);
      const [lowest, highest] = [
        Math.min(...rows.map((j) => bars.low[j]!)),
        Math.max(...rows.map((j) => bars.high[j]!)),
      ];
      const width = (highest - lowest) / 24;
      const within = (low: number, high: number) =>
        rows.reduce((sum, j) => {
          const range = bars.high[j]! - bars.low[j]!;
          const common = Math.min(high, bars.high[j]!) - Math.max(low, bars.low[j]!);
          return sum + (bars.volume[j]! * Math.max(0, common)) / range;
        }, 0);
      const total = rows.reduce((sum, j) => sum + bars.volume[j]!, 0);
      const plain = Array.from({ length: 24 }, (_, k) => within(lowest + k * width, lowest + (k + 1) * width));
      const fullest = plain.indexOf(Math.max(...plain));
      expect(own.pointOfControl.at(i)).toBeCloseTo(lowest + (fullest + 0.5) * width, 10);
      expect(own.pointOfControlShare.at(i)).toBeCloseTo(plain[fullest]! / total, 9);
      const [low, high] = [own.valueLow.at(i), own.valueHigh.at(i)];
      const held = within(low, high) / total;
      expect(held).toBeGreaterThanOrEqual(0.7 - 1e-9);
      expect(held - Math.max(within(low, low + width), within(high - width, high)) / total).toBeLessThan(0.7);
      expect(own.pointOfControl.at(i)).toBeGreaterThan(low);
      expect(own.pointOfControl.at(i)).toBeLessThan(high);
    }
  });
});

describe("the features", () => {
  it("place the close against the profile", () => {
    const df = tinyFrame([{ low: 100, high: 124, close: 108.5, volume: 24 }]);
    expect(pointOfControlDistance.series(df, 1).last).toBeCloseTo(108.5 / 100.5 - 1, 13);
    expect(valueAreaHighDistance.series(df, 1).last).toBeCloseTo(108.5 / 117 - 1, 13);
    expect(valueAreaLowDistance.series(df, 1).last).toBeCloseTo(0.085, 13);
    expect(valueAreaPosition.series(df, 1).last).toBeCloseTo(0.5, 13);
    expect(pointOfControlShare.series(df, 1).last).toBeCloseTo(1 / 24, 13);
    const flat = tinyFrame([5, 5]);
    expect(valueAreaPosition.series(flat, 2).last).toBe(0.5);
    expect(pointOfControlDistance.series(flat, 2).last).toBe(0);
  });
});
