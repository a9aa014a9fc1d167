import type { BarColumns } from "@bellwether/core";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleHours } from "../../test/sample-bars.js";
import { futures, hardBars, inUnits, mapBars, sliceBars, withNaN } from "./bar-variants.js";

let bars: BarColumns;
beforeAll(async () => {
  const plain = sliceBars(await sampleHours(), 0, 300);
  bars = { ...plain, extra: { bid: plain.close.map((x) => x - 1e-4) } };
});

const NAMES = ["open", "high", "low", "close", "volume"] as const;

describe("futures", () => {
  it("leave all rows up to one, and every open time, as they are", () => {
    for (const { bars: other } of futures(bars, 120, 3)) {
      expect(sliceBars(other, 0, 121)).toEqual(sliceBars(bars, 0, 121));
      expect(other.openTime).toEqual(bars.openTime);
    }
  });

  it("multiply, shuffle and spoil the rows after it, extra columns too", () => {
    const [multiplied, shuffled, spoilt] = futures(bars, 120, 3).map(({ bars: other }) => sliceBars(other, 121));
    const rest = sliceBars(bars, 121);
    for (const of of [...NAMES.map((name) => (b: BarColumns) => b[name]), (b: BarColumns) => b.extra!.bid!]) {
      expect(of(multiplied!)).toEqual(of(rest).map((x) => 3 * x));
      expect(of(shuffled!)).not.toEqual(of(rest));
      expect(of(shuffled!).sort()).toEqual(of(rest).sort());
      expect(of(spoilt!).every(Number.isNaN)).toBe(true);
    }
  });
});

it("one bar is made NaN, but for its open time", () => {
  const spoilt = withNaN(bars, 7);
  expect(spoilt.openTime).toEqual(bars.openTime);
  for (const name of NAMES) {
    expect(spoilt[name][7]).toBeNaN();
    expect(spoilt[name].with(7, bars[name][7]!)).toEqual(bars[name]);
  }
});

it("hard bars are unlike each other, and valid", () => {
  const hard = hardBars(bars);
  expect(new Set(hard.map(({ what }) => what)).size).toBe(hard.length);
  for (const { what, bars: some } of hard) {
    for (let i = 0; i < 300; i++) {
      const { open, high, low, close, volume } = some;
      const [top, bottom] = [Math.max(open[i]!, close[i]!), Math.min(open[i]!, close[i]!)];
      expect(high[i]! >= top && low[i]! <= bottom && low[i]! > 0 && volume[i]! >= 0, `${what}, row ${i}`).toBe(true);
    }
    expect(
      NAMES.some((name) => String(some[name]) !== String(bars[name])),
      what,
    ).toBe(true);
  }
});

it("units are scaled where a column has them", () => {
  const scaled = inUnits(bars, { price: 2, volume: 3 }, { bid: "price" });
  expect(scaled.close).toEqual(bars.close.map((x) => 2 * x));
  expect(scaled.volume).toEqual(bars.volume.map((x) => 3 * x));
  expect(scaled.extra!.bid).toEqual(bars.extra!.bid!.map((x) => 2 * x));
  expect(scaled.openTime).toEqual(bars.openTime);
  expect(inUnits(bars, { price: 2, volume: 3 }, {}).extra!.bid).toEqual(bars.extra!.bid);
});

it("columns are mapped one by one, by name", () => {
  const names: string[] = [];
  mapBars(bars, (values, name) => {
    names.push(name);
    return values;
  });
  expect(names).toEqual(["openTime", "open", "high", "low", "close", "volume", "bid"]);
});
