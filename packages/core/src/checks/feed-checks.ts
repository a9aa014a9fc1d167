import { BarStore, linkPeers } from "../frame/bar-store.js";
import { closeTimeOf, isTimeframe } from "../market/timeframe.js";
import { Batch, type Clock, type MarketFeed } from "../ports.js";
import { type Check, fail } from "./check.js";

export interface FeedCheckOptions {
  /** A fresh feed; the checks open, read and close it. */
  readonly create: () => MarketFeed | Promise<MarketFeed>;
  /** Batches to read at most, for feeds that have no end. Default 5,000. */
  readonly batches?: number;
  /** The feed's wall clock: no bar may arrive before it has closed. */
  readonly clock?: Clock;
}

interface Reading {
  readonly feed: MarketFeed;
  readonly stores: readonly BarStore[];
  readonly batch: Batch;
  /** Batches read. */
  batches: number;
  /** Whether the feed has said that it is at its end. */
  ended: boolean;
}

/** Reads a feed as the loop does: each batch is checked, then revealed. */
async function read(
  { create, batches = 5_000 }: FeedCheckOptions,
  visit: (reading: Reading, seen: readonly { store: BarStore; openTime: number }[]) => void = () => {},
): Promise<Reading> {
  const feed = await create();
  const stores = feed.streams.map(({ symbol, timeframe }) => new BarStore({ symbol, timeframe }));
  linkPeers(stores);
  await feed.open(stores);
  const reading: Reading = { feed, stores, batch: new Batch(feed.streams.length), batches: 0, ended: false };
  const { batch } = reading;
  while (reading.batches < batches) {
    if (!(await feed.next(batch))) {
      reading.ended = true;
      break;
    }
    reading.batches++;
    const numbers = [...batch.streams.subarray(0, batch.count)];
    if (numbers.length === 0 || new Set(numbers).size !== numbers.length)
      fail(`batch ${reading.batches} names ${numbers.length === 0 ? "no stream" : "a stream twice"}: ${numbers}`);
    const seen = numbers.map((stream) => {
      const store = stores[stream] ?? fail(`batch ${reading.batches} names stream ${stream} of ${stores.length}`);
      if (store.visible >= store.rows) fail(`batch ${reading.batches} names ${store.symbol}, which has no new bar`);
      store.reveal();
      return { store, openTime: store.newest.openTime };
    });
    visit(reading, seen);
  }
  return reading;
}

/** The promises of a feed: named streams, each closed bar once and in order, nothing unfinished, and a final end. */
export function feedChecks(options: FeedCheckOptions): Check[] {
  const { create, clock } = options;
  return [
    {
      name: "names its streams: a symbol and a timeframe each, no two alike",
      async run() {
        const { streams, close } = await create();
        const names = streams.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`);
        if (names.length === 0) fail("it has no streams");
        for (const { symbol, timeframe } of streams) {
          if (typeof symbol !== "string" || symbol === "") fail("a stream has no symbol");
          if (!isTimeframe(timeframe)) fail(`${symbol}: ${timeframe} is no timeframe`);
        }
        if (new Set(names).size !== names.length) fail(`two streams are alike: ${names.join(", ")}`);
        await close?.();
      },
    },
    {
      name: "delivers each closed bar once and in order, those that close together in one batch",
      async run() {
        let time = Number.NEGATIVE_INFINITY;
        const last = new Map<BarStore, number>();
        const { feed, batches } = await read(options, ({ batch }, seen) => {
          if (!(batch.time > time)) fail(`the batch of ${batch.time} follows that of ${time}`);
          time = batch.time;
          for (const { store, openTime } of seen) {
            const { symbol, timeframe } = store;
            const closes = closeTimeOf(timeframe, openTime);
            if (closes !== time) fail(`${symbol}: the bar of ${openTime} closes at ${closes}, its batch is ${time}`);
            if (!(openTime > (last.get(store) ?? Number.NEGATIVE_INFINITY)))
              fail(`${symbol}: the bar of ${openTime} follows that of ${last.get(store)}`);
            last.set(store, openTime);
          }
        });
        if (batches === 0) fail("it delivered nothing to check");
        if (feed.expectedBatches !== undefined && batches > feed.expectedBatches)
          fail(`it expected ${feed.expectedBatches} batches at most and delivered ${batches}`);
        await feed.close?.();
      },
    },
    {
      name: "delivers bars that hold a price: finite, and inside their own high and low",
      async run() {
        const { feed } = await read(options, (_reading, seen) => {
          for (const { store } of seen) {
            const { openTime, open, high, low, close, volume } = store.newest;
            if (!(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && high < Infinity))
              fail(`${store.symbol}: the bar of ${openTime} is ${open} / ${high} / ${low} / ${close}`);
            if (!(volume >= 0)) fail(`${store.symbol}: the bar of ${openTime} has a volume of ${volume}`);
          }
        });
        await feed.close?.();
      },
    },
    {
      name: "ends for good: asked again it has nothing, and the stores stay as they are",
      async run() {
        const { feed, stores, batch, ended } = await read(options);
        if (ended) {
          const rows = stores.map((store) => store.rows);
          for (let k = 0; k < 3; k++) if (await feed.next(batch)) fail("it goes on after its end");
          if (stores.some((store, s) => store.rows !== rows[s])) fail("bars arrived after the end");
          if (stores.some((store) => store.visible !== store.rows)) fail("bars were left behind at the end");
        }
        await feed.close?.();
      },
    },
    ...(clock === undefined
      ? []
      : [
          {
            name: "never delivers a bar that has not closed",
            async run() {
              const { feed } = await read(options, ({ batch }) => {
                const now = clock.now();
                if (!(batch.time <= now)) fail(`a bar that closes at ${batch.time} arrived at ${now}`);
              });
              await feed.close?.();
            },
          },
        ]),
  ];
}
