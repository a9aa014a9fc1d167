import { closeTimeOf, createRng, openTimeOf, type Rng, type Stream, type Timeframe } from "@bellwether/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExchangeRefusalError, ExchangeUnclearError, ExchangeUnsuitableError } from "../exchange/errors.js";
import type { BarRow, MarketData } from "../exchange/market-data.js";
import { VirtualTime } from "../testing/virtual-time.js";
import type { BarGap, BarSink, DownloadNotes } from "./bar-sink.js";
import { type DownloadOptions, type DownloadProgress, downloadBars } from "./download-bars.js";
import { DownloadError } from "./errors.js";
import { gapsAmong } from "./gaps-among.js";

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 1);
const stream: Stream = { symbol: "BTC/USDT", timeframe: "1m" };
const rowAt = (openTime: number): BarRow => [openTime, 10, 12, 9, 11, (openTime / MINUTE) % 97];
const minute = (n: number) => START + n * MINUTE;

/** Keeps bars in memory, as a file would. */
class MemorySink implements BarSink {
  rows: BarRow[] = [];
  notes: DownloadNotes | null = null;
  pages = 0;
  get first() {
    return this.rows[0]?.[0] ?? null;
  }
  get last() {
    return this.rows.at(-1)?.[0] ?? null;
  }
  get times() {
    return this.rows.map(([openTime]) => openTime);
  }
  gaps(): BarGap[] {
    return gapsAmong(this.times, stream.timeframe);
  }
  async add(rows: readonly BarRow[]) {
    this.pages++;
    const known = new Set(this.times);
    this.rows.push(...rows.filter(([openTime]) => !known.has(openTime)));
    this.rows.sort((a, b) => a[0] - b[0]);
  }
  async finish(notes: DownloadNotes) {
    this.notes = notes;
  }
}

interface Fake {
  /** Open times of the bars that exist; the newest is still running. */
  readonly bars: readonly number[];
  readonly limit?: number;
  /** Answers with a window of time from `since` on, as OKX or Coinbase do, where others answer with the next bars. */
  readonly windows?: boolean;
  /** Something else in the place of an answer. */
  readonly disturb?: (since: number, rows: readonly BarRow[], request: number) => unknown;
}

function exchange({ bars, limit = 100, windows = false, disturb }: Fake) {
  const asked: number[] = [];
  const data = {
    id: "fake",
    barsPerRequest: limit,
    timeframes: () => ["1m", "1h"],
    async bars({ timeframe }: Stream, since: number, most: number) {
      asked.push(since);
      const within = bars.filter(
        (time) => time >= since && (!windows || time < since + most * closeTimeOf(timeframe, 0)),
      );
      const rows = within.slice(0, most).map(rowAt);
      return (disturb?.(since, rows, asked.length - 1) ?? rows) as readonly BarRow[];
    },
  } satisfies Partial<MarketData>;
  return { data: data as unknown as MarketData, asked };
}

const many = (count: number, first = 0) => Array.from({ length: count }, (_, i) => minute(first + i));

/** Downloads in virtual time, which stands `now` minutes after the start when it begins. */
async function download(
  fake: ReturnType<typeof exchange>,
  store: BarSink,
  now: number,
  more: Partial<DownloadOptions> = {},
) {
  const timers = new VirtualTime(minute(now));
  const running = downloadBars({ data: fake.data, stream, since: START, store, timers, clock: timers, ...more });
  let settled = false;
  const over = () => {
    settled = true;
  };
  running.then(over, over);
  await timers.run(minute(now) + 30 * 86_400_000, () => settled);
  return { result: await running, waitedMs: timers.now() - minute(now) };
}

describe("a download", () => {
  it("fetches every closed bar once, and never the one that is running", async () => {
    const fake = exchange({ bars: many(1_001) });
    const store = new MemorySink();
    // half a minute into the last bar
    const { result } = await download(fake, store, 1_000.5);
    expect(store.times).toEqual(many(1_000));
    expect(result).toEqual({ status: "complete", stored: 1_000, requests: 10, failures: 0, badRows: 0, gaps: [] });
    expect(store.rows[500]).toEqual(rowAt(minute(500)));
  });

  it("leaves out a bar that has closed less than the grace ago", async () => {
    const store = new MemorySink();
    await download(exchange({ bars: many(11) }), store, 10 + 0.9 / 60);
    expect(store.last).toBe(minute(8));
    await download(exchange({ bars: many(11) }), store, 10 + 1 / 60);
    expect(store.last).toBe(minute(9));
  });

  it("takes `since` and `until` (exclusive) off the grid: bars that open inside", async () => {
    const store = new MemorySink();
    await download(exchange({ bars: many(100) }), store, 99.5, { since: minute(10) + 1, until: minute(20) + 1 });
    expect(store.times).toEqual(many(10, 11));
  });

  it("goes on after the newest stored bar, and asks for nothing that is there", async () => {
    const store = new MemorySink();
    await store.add(many(300).map(rowAt));
    const fake = exchange({ bars: many(501) });
    await download(fake, store, 500.5);
    expect(store.times).toEqual(many(500));
    expect(fake.asked).toEqual([minute(300), minute(400)]);
    const again = exchange({ bars: many(501) });
    expect((await download(again, store, 500.5)).result.requests, "nothing new, nothing asked").toBe(0);
  });

  it("goes back where an earlier `since` is asked for, once", async () => {
    const store = new MemorySink();
    await download(exchange({ bars: many(301) }), store, 300.5, { since: minute(200) });
    const fake = exchange({ bars: many(301) });
    await download(fake, store, 300.5, { since: START });
    expect(store.times).toEqual(many(300));
    expect(fake.asked).toEqual([minute(0), minute(100)]);
  });

  it("skips the time before a market was listed, where the exchange answers with empty windows", async () => {
    const store = new MemorySink();
    const fake = exchange({ bars: many(251, 1_000), windows: true });
    const { result } = await download(fake, store, 1_250.5);
    expect(store.times).toEqual(many(250, 1_000));
    expect(result.gaps, "before the first bar there is no gap").toEqual([]);
    expect(store.notes).toMatchObject({ source: "fake", askedFrom: START, gaps: [] });
    const next = exchange({ bars: many(251, 1_000), windows: true });
    await download(next, store, 1_250.5);
    expect(next.asked, "and they are not asked for again another day").toEqual([]);
  });

  it.each([true, false])(
    "notes what the exchange lacks, asked for twice, and makes nothing up (windows: %s)",
    async (windows) => {
      const bars = many(1_001).filter((_, n) => !(n >= 250 && n < 600) && n !== 700);
      const store = new MemorySink();
      const fake = exchange({ bars, windows });
      const { result } = await download(fake, store, 1_000.5);
      const gaps = [
        { after: minute(249), before: minute(600), missing: 350 },
        { after: minute(699), before: minute(701), missing: 1 },
      ];
      expect(store.times).toEqual(bars.slice(0, -1));
      expect(result.gaps).toEqual(gaps);
      expect(store.notes!.gaps).toEqual(gaps);
      expect(fake.asked, "each is asked for by itself in the end").toEqual(
        expect.arrayContaining([minute(250), minute(700)]),
      );
      const later = exchange({ bars: [...bars, minute(1_001)], windows });
      await download(later, store, 1_001.5);
      expect(later.asked, "a known gap is left alone").toEqual([minute(1_000)]);
    },
  );

  it("closes a gap that a garbled answer has left", async () => {
    const bars = many(1_001);
    const store = new MemorySink();
    const disturb = (_: number, rows: readonly BarRow[], request: number) =>
      request === 0 || request === 3 || request === 9 ? [] : request === 5 ? rows.slice(0, 40) : rows;
    const { result } = await download(exchange({ bars, disturb }), store, 1_000.5);
    expect(store.times).toEqual(many(1_000));
    expect(result.gaps).toEqual([]);
  });

  it("keeps the good rows of a page: sorted, each once, on the grid, finite, and in range", async () => {
    const bars = many(11);
    const disturb = (_: number, rows: readonly BarRow[]) => [
      ...[...rows].reverse(),
      rows[3],
      [minute(4) + 1, 1, 1, 1, 1, 1],
      [minute(5), Number.NaN, 1, 1, 1, 1],
      [minute(6), 1, 0.5, 1, 1, 1],
      [minute(500), 1, 1, 1, 1, 1],
      [minute(-5), 1, 1, 1, 1, 1],
      "row",
      null,
    ];
    const store = new MemorySink();
    const { result } = await download(exchange({ bars, disturb }), store, 10.5);
    expect(store.rows).toEqual(many(10).map(rowAt));
    expect(result.badRows).toBe(6);
  });

  it("waits longer from failure to failure, as long as the exchange asks, and begins anew after an answer", async () => {
    const disturb = (_: number, rows: readonly BarRow[], request: number) => {
      if (request < 3) throw new Error("socket");
      if (request === 4) throw new ExchangeUnclearError("429", 90_000);
      if (request === 6) throw new ExchangeUnclearError("later", Number.NaN);
      return rows;
    };
    const store = new MemorySink();
    const { result, waitedMs } = await download(exchange({ bars: many(301), disturb }), store, 300.5);
    expect(store.times).toEqual(many(300));
    expect(result).toMatchObject({ failures: 5, requests: 8 });
    expect(waitedMs).toBe(1_000 + 2_000 + 4_000 + 90_000 + 1_000);
  });

  it("gives up after too many failures in a row, keeps what it has, and says so", async () => {
    const disturb = (_: number, rows: readonly BarRow[], request: number) => {
      if (request > 1) throw new ExchangeUnclearError("no answer");
      return rows;
    };
    const store = new MemorySink();
    const failing = download(exchange({ bars: many(501), disturb }), store, 500.5, { attempts: 3 });
    await expect(failing).rejects.toThrow(DownloadError);
    await expect(failing).rejects.toThrow(
      "BTC/USDT 1m: no clear answer 3 times in a row, the last: no answer; what has come is stored, so start again later",
    );
    expect(store.times).toEqual(many(200));
    expect(store.notes).toBeNull();
  });

  it("takes no for an answer", async () => {
    const disturb = () => {
      throw new ExchangeRefusalError("bad-symbol", "no market BTC/USDT");
    };
    const fake = exchange({ bars: many(10), disturb });
    await expect(download(fake, new MemorySink(), 9.5)).rejects.toThrow(ExchangeRefusalError);
    expect(fake.asked).toHaveLength(1);
  });

  it("stops when it is told to, while it waits or is answered, and goes on another time", async () => {
    for (const when of ["answer", "wait"]) {
      const abort = new AbortController();
      const disturb = (_: number, rows: readonly BarRow[], request: number) => {
        if (request < 3) return rows;
        abort.abort();
        if (when === "wait") throw new Error("down");
        return new Promise(() => {});
      };
      const store = new MemorySink();
      const { result } = await download(exchange({ bars: many(1_001), disturb }), store, 1_000.5, {
        signal: abort.signal,
      });
      expect(result).toMatchObject({ status: "aborted", stored: 300 });
      expect(store.notes, "it has not come to its end").toBeNull();
      await download(exchange({ bars: many(1_001) }), store, 1_000.5);
      expect(store.times).toEqual(many(1_000));
    }
  });

  it("tells how far it is: a rising share of the time asked for", async () => {
    const seen: DownloadProgress[] = [];
    await download(exchange({ bars: many(1_001) }), new MemorySink(), 1_000.5, { onProgress: (p) => seen.push(p) });
    expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: 10 }, (_, i) => (i + 1) / 10));
    expect(seen.at(-1)).toEqual({ done: 1, stored: 1_000, requests: 10 });
  });

  it("refuses a timeframe that the exchange lacks, and times that are none", async () => {
    const fake = exchange({ bars: many(10) });
    await expect(
      download(fake, new MemorySink(), 9.5, { stream: { symbol: "BTC/USDT", timeframe: "5m" } }),
    ).rejects.toThrow(ExchangeUnsuitableError);
    for (const change of [
      { since: Number.NaN },
      { until: Number.POSITIVE_INFINITY },
      { clock: { now: () => Number.NaN } },
    ])
      await expect(download(fake, new MemorySink(), 9.5, change)).rejects.toThrow(DownloadError);
    expect(fake.asked).toEqual([]);
  });

  it("counts months by the calendar", async () => {
    const monthly: Stream = { symbol: "BTC/USDT", timeframe: "1M" };
    const months = Array.from({ length: 30 }, (_, i) => Date.UTC(2022, i, 1)).filter((_, i) => i !== 13);
    const fake = exchange({ bars: months, limit: 12 });
    const data = { ...fake.data, timeframes: () => ["1M"] } as MarketData;
    const store = new MemorySink();
    store.gaps = () => gapsAmong(store.times, "1M");
    const timers = new VirtualTime(Date.UTC(2024, 5, 15));
    const result = await downloadBars({
      data,
      stream: monthly,
      since: Date.UTC(2022, 0, 1),
      store,
      timers,
      clock: timers,
    });
    expect(store.times).toEqual(months.slice(0, -1));
    expect(result.gaps).toEqual([{ after: Date.UTC(2023, 0, 1), before: Date.UTC(2023, 2, 1), missing: 1 }]);
  });
});

it("stores each bar that exists exactly once, whatever goes wrong on the way and wherever it is interrupted", async () => {
  const oneOf = <T>(rng: Rng, items: readonly T[]) => items[rng.int(items.length)]!;
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.boolean(), fc.integer({ min: 5, max: 60 }), async (seed, windows, limit) => {
      const rng = createRng(seed);
      const total = 400;
      const listed = rng.int(150);
      const holes = Array.from({ length: rng.int(4) }, () => [rng.int(total), rng.int(80)] as const);
      const bars = many(total + 1).filter(
        (_, n) => n >= listed && (n === total || !holes.some(([from, length]) => n >= from && n < from + length)),
      );
      const store = new MemorySink();
      // one fault a page, so that what is asked for twice comes
      const disturbed = new Set<number>();
      for (let run = 0; run < 6; run++) {
        const abort = new AbortController();
        const stopAt = run < 5 ? 1 + rng.int(12) : Number.POSITIVE_INFINITY;
        const disturb = (since: number, rows: readonly BarRow[], request: number): unknown => {
          if (request >= stopAt) abort.abort();
          if (disturbed.has(since) || run === 5 || rng.next() > 0.3) return rows;
          disturbed.add(since);
          const fault = oneOf(rng, ["empty", "short", "lost", "error", "junk", "shuffled", "twice"] as const);
          if (fault === "error") throw new Error("reset");
          if (fault === "empty") return [];
          if (fault === "short") return rows.slice(0, 1 + rng.int(rows.length));
          if (fault === "lost") return rows.filter(() => rng.next() < 0.7);
          if (fault === "junk") return rows.map((row) => (rng.next() < 0.2 ? [undefined] : row));
          if (fault === "twice") return [...rows, ...rows];
          return [...rows].sort(() => rng.next() - 0.5);
        };
        const fake = exchange({ bars, limit, windows, disturb });
        await download(fake, store, total + 0.5, { signal: abort.signal });
      }
      // a fault may stand in the last request for a page; a further run without faults finds what is not noted
      const existing = bars.slice(0, -1);
      const lacking = existing.filter((time) => !store.times.includes(time));
      const noted = (store.notes?.gaps ?? []).some(({ after, before }) => lacking.some((t) => t > after && t < before));
      expect(lacking.length === 0 || noted, `lacks ${lacking.length}`).toBe(true);
      expect(new Set(store.times).size).toBe(store.times.length);
      for (const row of store.rows) expect(row).toEqual(rowAt(row[0]));
      expect(store.times.every((time) => existing.includes(time))).toBe(true);
      expect(store.notes).not.toBeNull();
    }),
    { numRuns: 150 },
  );
});

it("finds gaps on the grid of any timeframe", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Timeframe>("1m", "4h", "1d", "1w", "1M"),
      fc.array(fc.boolean(), { minLength: 2, maxLength: 60 }),
      (timeframe, there) => {
        const grid: number[] = [openTimeOf(timeframe, START)];
        while (grid.length < there.length) grid.push(closeTimeOf(timeframe, grid.at(-1)!));
        const times = grid.filter((_, i) => there[i]);
        const missing = gapsAmong(times, timeframe).reduce((sum, gap) => sum + gap.missing, 0);
        const between = there.lastIndexOf(true) - there.indexOf(true) + 1;
        expect(missing).toBe(times.length === 0 ? 0 : between - times.length);
      },
    ),
  );
});
