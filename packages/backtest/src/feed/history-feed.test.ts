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

  it("without bars ends at once", () => {
    const none = sampleBars({ rows: 0 });
    expect(batchesOf(new HistoryFeed([{ ...btc, columns: none }]))).toEqual([]);
    expect(batchesOf(new HistoryFeed([]))).toEqual([]);
  });
});
