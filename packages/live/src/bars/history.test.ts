import type { Stream } from "@bellwether/core";
import { expect, it } from "vitest";
import { finalRow } from "../../test/helpers/scripted-market.js";
import type { BarRow } from "../exchange/market-data.js";
import { type HistoryOptions, readHistory } from "./history.js";

const M = 60_000;
const stream: Stream = { symbol: "BTC/USDT", timeframe: "1m" };
const NOW = Date.UTC(2024, 0, 1, 12) + 30_000;
const open = (minutesBack: number) => Math.floor(NOW / M) * M - minutesBack * M;

interface World {
  /** Whether the exchange has the bar that opens then. */
  has(openTime: number): boolean;
  /** Answers for a window of `limit` bars from `since` only. */
  windows: boolean;
  spoil(rows: BarRow[], asks: number): unknown;
}

function setUp(given: Partial<World> = {}) {
  const world: World = { has: () => true, windows: false, spoil: (rows) => rows, ...given };
  let asks = 0;
  const ask = async (since: number, limit: number) => {
    asks++;
    const rows: BarRow[] = [];
    const first = Math.ceil(since / M) * M;
    const last = world.windows ? Math.min(NOW, first + (limit - 1) * M) : NOW;
    for (let at = first; at <= last && rows.length < limit; at += M) if (world.has(at)) rows.push(finalRow(stream, at));
    return world.spoil(rows, asks);
  };
  const read = (rows: number, options: Partial<HistoryOptions> = {}) =>
    readHistory({
      stream,
      rows,
      closedBy: NOW - 1_000,
      rowsPerAnswer: 10,
      emptyBars: "flat",
      ask,
      rest: async () => {},
      ...options,
    });
  return { read, asks: () => asks };
}

const minutesBack = (rows: readonly BarRow[]) => rows.map(([openTime]) => (open(0) - openTime) / M);
const downFrom = (n: number) => Array.from({ length: n }, (_, i) => n - i);

it("reads as many closed bars as asked for, page by page, without the running one", async () => {
  const { read, asks } = setUp();
  const { rows, missing } = await read(35);
  expect(minutesBack(rows)).toEqual(downFrom(35));
  expect(rows.at(-1)).toEqual(finalRow(stream, open(1)));
  expect([missing, asks()]).toEqual([0, 4]);
});

it("leaves out a bar until its close and the grace are over", async () => {
  const { read } = setUp();
  expect((await read(3, { closedBy: open(0) })).rows.at(-1)![0]).toBe(open(1));
  expect((await read(3, { closedBy: open(0) - 1 })).rows.at(-1)![0]).toBe(open(2));
});

it("returns what there is of a symbol that is new", async () => {
  for (const windows of [false, true]) {
    const { read } = setUp({ has: (at) => at >= open(7), windows });
    expect(minutesBack((await read(35)).rows)).toEqual(downFrom(7));
  }
  expect((await setUp({ has: () => false }).read(35)).rows).toEqual([]);
});

it("carries closes on through bars without trades, and counts them", async () => {
  const { read } = setUp({ has: (at) => at !== open(5) && at !== open(4) });
  const { rows, missing } = await read(8);
  expect(minutesBack(rows)).toEqual(downFrom(8));
  const close = finalRow(stream, open(6))[4];
  expect(rows.at(-4)).toEqual([open(4), close, close, close, close, 0]);
  expect(missing).toBe(2);
});

it("goes further back for as many bars where empty ones are skipped", async () => {
  const { read } = setUp({ has: (at) => (at / M) % 3 === 0 });
  const { rows, missing } = await read(12, { emptyBars: "skip" });
  expect(rows).toHaveLength(12);
  expect(rows.every(([openTime]) => (openTime / M) % 3 === 0)).toBe(true);
  expect(missing, "two between each two").toBe(22);
});

it("asks again for what is short, empty or damaged, and loses nothing to it", async () => {
  const faults: ((rows: BarRow[]) => unknown)[] = [
    () => [],
    () => null,
    (rows) => rows.slice(0, 3),
    (rows) => [...rows].reverse(),
    (rows) => rows.map((row, i) => (i === 4 ? [row[0], Number.NaN, 1, 1, 1, 1] : row)),
    (rows) => rows.filter((_, i) => i !== 4),
    (rows) => [...rows, finalRow(stream, open(-1_000))],
  ];
  for (const [i, fault] of faults.entries()) {
    const { read } = setUp({ spoil: (rows, asks) => (asks % 2 === 1 ? fault(rows) : rows) });
    const { rows, missing } = await read(35);
    expect([minutesBack(rows), missing], `fault ${i}`).toEqual([downFrom(35), 0]);
    expect(rows).toEqual(downFrom(35).map((back) => finalRow(stream, open(back))));
  }
});

it("is not led past the end by rows from the future, however often they come", async () => {
  const { read } = setUp({ spoil: (rows) => [...rows, finalRow(stream, open(-1_000))] });
  const { rows, rejectedRows } = await read(35);
  expect(minutesBack(rows)).toEqual(downFrom(35));
  expect(rejectedRows).toBeGreaterThan(0);
});

it("ends, with what it has, when nothing but rubbish comes", async () => {
  const { read } = setUp({ spoil: () => [[null]] });
  expect(await read(12)).toMatchObject({ rows: [], missing: 0 });
});

it("asks nothing for no bars", async () => {
  const { read, asks } = setUp();
  expect([(await read(0)).rows, asks()]).toEqual([[], 0]);
});

it("counts months by the calendar", async () => {
  const monthly: Stream = { symbol: "BTC/USDT", timeframe: "1M" };
  const months = [10, 11, 12, 13, 14].map((month) => finalRow(monthly, Date.UTC(2023, month, 1)));
  const ask = async (since: number, limit: number) => months.filter(([at]) => at >= since).slice(0, limit);
  const options = { stream: monthly, closedBy: Date.UTC(2024, 2, 9), rowsPerAnswer: 10, emptyBars: "flat" } as const;
  const { rows } = await readHistory({ ...options, rows: 3, ask, rest: async () => {} });
  expect(rows).toEqual(months.slice(1, 4));
});
