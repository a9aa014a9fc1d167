import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBars, firstBars, madeBars, mapPrices } from "../../test/made-bars.js";
import { noOracles, readOracle, readReferenceBars, readTable } from "../../test/oracle-files.js";
import { directionLabels } from "./direction-labels.js";

// the open of each bar is not the close before it: what counts from where shows
const bars = madeBars([
  [100, 105, 95, 104],
  [102, 108, 100, 103],
  [103, 104, 101, 102],
  [100, 101, 94, 95],
  [96, 97, 95, 96],
]);
const words = (options: Parameters<typeof directionLabels>[1]) => {
  const { classes, row, value } = directionLabels(bars, options);
  return Array.from(row, (at, i) => `${at} ${classes[value[i]!]}`);
};

describe("direction labels", () => {
  it("count from the open of the next bar to the close of the last of the horizon", () => {
    expect(words({ horizon: 2 })).toEqual(["0 SHORT", "1 SHORT", "2 SHORT"]);
    expect(words({ horizon: 1, threshold: 0.001 })).toEqual(["0 LONG", "1 SHORT", "2 SHORT", "3 FLAT"]);
    const { start, end } = directionLabels(bars, { horizon: 2 });
    expect([[...start], [...end]]).toEqual([
      [1, 2, 3],
      [2, 3, 4],
    ]);
  });

  it("count from the close on request, and then their span starts with that bar", () => {
    expect(words({ horizon: 1, threshold: 0.02, price: "close" })).toEqual(["0 FLAT", "1 FLAT", "2 SHORT", "3 FLAT"]);
    expect([...directionLabels(bars, { horizon: 2, price: "close" }).start]).toEqual([0, 1, 2]);
  });

  it("know SHORT and LONG only at threshold 0, where no move is SHORT", () => {
    expect(directionLabels(bars, { horizon: 1 }).classes).toEqual(["SHORT", "LONG"]);
    expect(words({ horizon: 1 })).toEqual(["0 LONG", "1 SHORT", "2 SHORT", "3 SHORT"]);
  });

  it("are FLAT at the threshold itself", () => {
    const even = madeBars([
      [100, 100, 100, 100],
      [100, 125, 100, 125],
      [100, 100, 75, 75],
    ]);
    expect([...directionLabels(even, { horizon: 1, threshold: 0.25 }).value]).toEqual([1, 1]);
  });

  it("have none in the last rows and where a bar of the span is not known", () => {
    fc.assert(
      fc.property(anyBars({ holes: true }), fc.integer({ min: 1, max: 12 }), (given, horizon) => {
        const { row, start, end } = directionLabels(given, { horizon });
        const expected: number[] = [];
        for (let at = 0; at + horizon < given.close.length; at++)
          if (given.close.slice(at, at + horizon + 1).every((close) => close > 0)) expected.push(at);
        expect([...row]).toEqual(expected);
        expect([...start]).toEqual(expected.map((at) => at + 1));
        expect([...end]).toEqual(expected.map((at) => at + horizon));
      }),
    );
  });

  it("measure a threshold in volatilities by what is known at the close of the row", () => {
    fc.assert(
      fc.property(anyBars({ min: 20 }), fc.integer({ min: 1, max: 5 }), (given, horizon) => {
        const options = { horizon, threshold: { volatility: 0.5, span: 5 } };
        const whole = directionLabels(given, options);
        expect(whole.row[0] ?? 5).toBe(5);
        const rows = given.close.length - 3;
        const before = directionLabels(firstBars(given, rows), options);
        expect([...before.value]).toEqual([...whole.value.subarray(0, before.value.length)]);
        expect([
          ...directionLabels(
            mapPrices(given, (price) => price * 1_024),
            options,
          ).value,
        ]).toEqual([...whole.value]);
      }),
    );
  });

  it("of mirrored log prices are mirrored", () => {
    fc.assert(
      fc.property(anyBars(), fc.integer({ min: 1, max: 5 }), (given, horizon) => {
        const here = directionLabels(given, { horizon });
        const there = directionLabels(
          mapPrices(given, (price) => 1 / price),
          { horizon },
        );
        here.row.forEach((row, i) => {
          if (given.close[row + horizon] !== given.open[row + 1]) expect(there.value[i]).toBe(1 - here.value[i]!);
        });
      }),
    );
  });

  it("refuse a horizon, a threshold or a price that is none", () => {
    expect(() => directionLabels(bars, { horizon: 1.5 })).toThrow(/^direction labels: horizon: /);
    expect(() => directionLabels(bars, { horizon: 1, threshold: -1 })).toThrow(/^direction labels: threshold: /);
    expect(() => directionLabels(bars, { horizon: 1, price: "open" as "close" })).toThrow(/^direction labels: price: /);
  });

  const oracle = readOracle("sklearn-random-forest-btcusdt-1h.json");
  it.skipIf(oracle === undefined)("equal those of another tool: close 12 bars later higher", async () => {
    const { timestamp, y } = readTable("oracles/inputs/ml-btcusdt-1h.csv.gz");
    const btc = await readReferenceBars("data/btcusdt-binance-1h.csv.gz", "1h");
    const labels = directionLabels(btc, { horizon: 12, price: "close" });
    const byTime = new Map(Array.from(labels.row, (row, i) => [btc.openTime[row]!, labels.value[i]!]));
    expect(Array.from(timestamp!, (time) => byTime.get(time))).toEqual([...y!]);
    expect(y!.length).toBe(6_000);
  });
  if (oracle === undefined) it("are compared where the reference files are", (context) => context.skip(noOracles));
});
