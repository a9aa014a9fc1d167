import { BarStore, Batch, linkPeers } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describeFeed } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { type History, HistoryFeed } from "./history-feed.js";

const START = Date.UTC(2024, 0, 31);
const btc: History = {
  symbol: "BTC/USDT",
  timeframe: "1h",
  columns: sampleBars({ rows: 100, timeframe: "1h", startTime: START }),
};
const eth: History = {
  symbol: "ETH/USDT",
  timeframe: "15m",
  columns: sampleBars({ rows: 200, timeframe: "15m", startTime: START + 3_600_000 }),
};
const monthly: History = {
  symbol: "SOL/USDT",
  timeframe: "1M",
  columns: {
    ...sampleBars({ rows: 3, timeframe: "1d" }),
    openTime: Float64Array.of(Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)),
  },
};

describeFeed("a history of one symbol", { create: () => new HistoryFeed([btc]) });
describeFeed("a history of several symbols and timeframes", { create: () => new HistoryFeed([btc, eth, monthly]) });
describeFeed("a history with gaps", {
  create: () =>
    new HistoryFeed([
      btc,
      {
        ...eth,
        columns: Object.fromEntries(
          Object.entries(eth.columns).map(([name, data]) => [name, (data as Float64Array).filter((_, i) => i % 7 < 4)]),
        ) as unknown as History["columns"],
      },
    ]),
});

describeFeed("a history that begins in the middle of a month", {
  create: () => new HistoryFeed([btc, eth, monthly], { from: START + 36 * 3_600_000 }),
});
describeFeed("a history of which one stream ends before the run begins", {
  create: () => new HistoryFeed([btc, eth, monthly], { from: START + 90 * 3_600_000 }),
});

function batchesOf(feed: HistoryFeed): [time: number, streams: string][] {
  const stores = feed.streams.map((stream) => new BarStore(stream));
  linkPeers(stores);
  feed.open(stores);
  const batch = new Batch(stores.length);
  const found: [number, string][] = [];
  while (feed.next(batch)) found.push([batch.time, [...batch.streams.subarray(0, batch.count)].join()]);
  return found;
}

describe("a history", () => {
  it("closes bars of several timeframes at their own times, and together in the order given", () => {
    const hour = 3_600_000;
    const batches = batchesOf(new HistoryFeed([btc, eth, monthly]));
    expect(batches.slice(0, 6)).toEqual([
      [START + hour, "0"],
      [START + 1.25 * hour, "1"],
      [START + 1.5 * hour, "1"],
      [START + 1.75 * hour, "1"],
      [START + 2 * hour, "0,1"],
      [START + 2.25 * hour, "1"],
    ]);
    expect(batches.filter(([, streams]) => streams.includes("2")).map(([time]) => time)).toEqual([
      Date.UTC(2024, 1, 1),
      Date.UTC(2024, 2, 1),
      Date.UTC(2024, 3, 1),
    ]);
  });

  it("replays from the start each time it is opened", () => {
    const feed = new HistoryFeed([btc, eth]);
    const first = batchesOf(feed);
    expect(first).toHaveLength(new Set(first.map(([time]) => time)).size);
    expect(batchesOf(feed)).toEqual(first);
  });

  it("plays what opens at `from` or later, and no bar twice", () => {
    const from = START + 10.5 * 3_600_000;
    const [first, ...rest] = batchesOf(new HistoryFeed([btc, eth], { from }));
    expect(first).toEqual([from + 900_000, "1"]);
    expect(rest[0], "the hour that was open when the run began is not played").toEqual([from + 2 * 900_000, "1"]);
    const all = batchesOf(new HistoryFeed([btc, eth]));
    expect(rest).toHaveLength(all.filter(([time]) => time > from + 900_000).length);
  });

  it("says how many batches there may be at most: those that are played", () => {
    expect(new HistoryFeed([btc], { from: START + 3_600_000 }).expectedBatches).toBe(99);
    expect(new HistoryFeed([btc], { from: START - 1 }).expectedBatches).toBe(100);
  });

  it("without bars ends at once", () => {
    const none = sampleBars({ rows: 0 });
    expect(batchesOf(new HistoryFeed([{ ...btc, columns: none }]))).toEqual([]);
    expect(batchesOf(new HistoryFeed([]))).toEqual([]);
  });
});
