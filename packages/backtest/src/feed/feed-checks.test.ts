import type { Batch, MarketFeed } from "@bellwether/core";
import { feedChecks, sampleBars } from "@bellwether/core/checks";
import { expect, it } from "vitest";
import { HistoryFeed } from "./history-feed.js";

const columns = sampleBars({ rows: 20 });
const history = { symbol: "BTC/USDT", timeframe: "1m", columns } as const;

function changed(
  change: (feed: HistoryFeed, next: (batch: Batch) => boolean) => Partial<MarketFeed>,
): () => MarketFeed {
  return () => {
    const feed = new HistoryFeed([history]);
    return Object.assign(feed, change(feed, feed.next.bind(feed)));
  };
}

/** Delivers batches that were tampered with; `more` is what the feed said. */
const spoilt = (spoil: (batch: Batch, more: boolean) => boolean) =>
  changed((_feed, next) => ({ next: (batch) => spoil(batch, next(batch)) }));

it.each<[string, () => MarketFeed, RegExp]>([
  [
    "repeats a batch's time",
    spoilt((batch, more) => {
      batch.time = 60_000;
      return more;
    }),
    /once and in order/,
  ],
  [
    "names no stream",
    spoilt((batch, more) => {
      batch.count = 0;
      return more;
    }),
    /named streams|once and in order/,
  ],
  ["goes on after its end", spoilt(() => true), /once and in order|ends for good/],
  ["has two streams alike", () => new HistoryFeed([history, history]), /no two alike/],
  [
    "has no timeframe",
    changed(() => ({ streams: [{ symbol: "BTC/USDT", timeframe: "1x" as "1m" }] })),
    /a timeframe each/,
  ],
  [
    "delivers prices that are none",
    () => new HistoryFeed([{ ...history, columns: { ...columns, low: columns.low.with(3, Number.NaN) } }]),
    /bars that hold a price/,
  ],
])("the contract catches a feed that %s", async (_name, create, broken) => {
  const failed: string[] = [];
  for (const { name, run } of feedChecks({ create, batches: 100 })) {
    try {
      await run();
    } catch {
      failed.push(name);
    }
  }
  expect(failed.join("\n")).toMatch(broken);
});

it("the contract catches a bar that arrives before it has closed", async () => {
  const create = () => new HistoryFeed([history]);
  const at = (now: number) => feedChecks({ create, clock: { now: () => now } }).at(-1)!;
  await at(columns.openTime[19]! + 60_000).run();
  await expect(async () => at(columns.openTime[19]! + 59_999).run()).rejects.toThrow("arrived at");
});
