import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadTimeframeError, closeTimeOf, openTimeOf, type Timeframe, timeframeMs } from "../market/timeframe.js";
import type { BarColumns } from "./bar.js";
import { BarStore } from "./bar-store.js";
import { frameOf } from "./frame-of.js";

type Row = readonly [openTime: number, open: number, high: number, low: number, close: number, volume: number];

function columnsOf(rows: readonly Row[]): BarColumns {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  return {
    openTime: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

/** The obvious way: group what is there by the bar that holds it, and show a group once its end has passed. */
function naive(rows: readonly Row[], base: Timeframe, higher: Timeframe): Row[] {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const openTime = openTimeOf(higher, row[0]);
    groups.set(openTime, [...(groups.get(openTime) ?? []), row]);
  }
  const newest = rows.at(-1)![0];
  return [...groups]
    .filter(([openTime]) => {
      const end = closeTimeOf(higher, openTime);
      return closeTimeOf(base, newest) >= end;
    })
    .map(([openTime, group]) => [
      openTime,
      group[0]![1],
      Math.max(...group.map((row) => row[2])),
      Math.min(...group.map((row) => row[3])),
      group.at(-1)![4],
      group.reduce((sum, row) => sum + row[5], 0),
    ]);
}

function shown(columns: { openTime: Float64Array } & Record<string, Float64Array>): Row[] {
  return Array.from(columns.openTime, (_, i) =>
    ["openTime", "open", "high", "low", "close", "volume"].map((name) => columns[name]![i]!),
  ) as unknown as Row[];
}

const pairs: readonly (readonly [Timeframe, Timeframe])[] = [
  ["1m", "5m"],
  ["1m", "7m"],
  ["15m", "1h"],
  ["1h", "1d"],
  ["1d", "1w"],
  ["4h", "1M"],
  ["1d", "3M"],
  ["1w", "2w"],
  ["1M", "3M"],
];

describe.each(pairs)("from %s to %s", (base, higher) => {
  const rowsOf = fc
    .tuple(
      fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2025, 0, 1) }),
      fc.array(
        fc.record({
          gap: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 9 })),
          price: fc.integer({ min: 1, max: 999 }),
          reach: fc.integer({ min: 0, max: 50 }),
          volume: fc.integer({ min: 0, max: 9 }),
        }),
        { minLength: 1, maxLength: 80 },
      ),
    )
    .map(([start, steps]) => {
      let time = openTimeOf(base, start);
      return steps.map(({ gap, price, reach, volume }): Row => {
        for (let k = 0; k < gap; k++) time = closeTimeOf(base, time);
        const row = [time, price, price + reach, price - reach, price + 1 - (price % 2), volume] as const;
        time = closeTimeOf(base, time);
        return row;
      });
    });

  it("equals grouping by hand at every bar, gaps and a first bar in mid-bucket included", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const store = new BarStore({ symbol: "TEST/USDT", timeframe: base });
        store.load(columnsOf(rows));
        for (let i = 0; i < rows.length; i++) {
          store.reveal();
          const df = store.frame.resample(higher);
          const values = Object.fromEntries(
            (["openTime", "open", "high", "low", "close", "volume"] as const).map((name) => [name, df[name].values()]),
          ) as { openTime: Float64Array };
          const wanted = naive(rows.slice(0, i + 1), base, higher);
          expect(shown(values)).toEqual(wanted);
          expect(() => df.close.at(wanted.length), "the bar that forms is not there").toThrow("has not closed");
        }
      }),
      { numRuns: 40 },
    );
  });
});

it("shows a bar with the close of its last base bar, not one bar later", () => {
  const minute = timeframeMs("1m");
  const store = new BarStore({ symbol: "TEST/USDT", timeframe: "1m" });
  store.load(columnsOf(Array.from({ length: 10 }, (_, i): Row => [i * minute, 1, 1, 1, i, 1])));
  const seen = Array.from({ length: 10 }, () => {
    store.reveal();
    return store.frame.resample("5m").length;
  });
  expect(seen).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 2]);
  expect([...store.frame.resample("5m").close.values()]).toEqual([4, 9]);
});

it("does not lose a NaN among the prices of a bar", () => {
  const minute = timeframeMs("1m");
  const prices = [10, Number.NaN, 5, 7];
  const df = frameOf(columnsOf(prices.map((price, i): Row => [i * minute, price, price, price, price, 1])), {
    timeframe: "1m",
  });
  const higher = df.resample("4m");
  expect([higher.high.last, higher.low.last, higher.close.last]).toEqual([Number.NaN, Number.NaN, 7]);
});

it.each([
  ["1h", "90m"],
  ["1h", "30m"],
  ["2d", "1M"],
  ["1w", "1M"],
  ["7d", "1w"], // seven days are counted from a Thursday, weeks from a Monday
  ["1w", "14d"],
  ["1M", "30d"],
  ["1M", "60d"],
  ["2M", "3M"],
] as const)("refuses %s bars in %s, which do not hold a whole number of them", (base, higher) => {
  const df = frameOf(columnsOf([[0, 1, 1, 1, 1, 1]]), { timeframe: base });
  expect(() => df.resample(higher)).toThrow(BadTimeframeError);
  expect(() => df.resample(higher)).toThrow(`cannot resample ${base} bars to ${higher}`);
});
