import { closeTimeOf, createRng, openTimeOf, type Stream, silentLogger } from "@bellwether/core";
import { expect, it } from "vitest";
import { type Storm, storm } from "../../test/helpers/bar-faults.js";
import { countingTimers, finalRow } from "../../test/helpers/scripted-market.js";
import type { BarRow, MarketData } from "../exchange/market-data.js";
import type { Note } from "../journal/entry.js";
import type { Delivery } from "../runtime/bar-source.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { ExchangeClock } from "../time/exchange-clock.js";
import type { Timers } from "../time/timers.js";
import { openBefore } from "./bar-grid.js";
import { BarCollector } from "./collector.js";
import { collectorSettings } from "./collector-settings.js";

const MINUTE = 60_000;
const STREAMS: readonly Stream[] = [
  { symbol: "BTC/USDT", timeframe: "1m" },
  { symbol: "SOL/USDT", timeframe: "3m" },
];

interface Source {
  start(next: readonly number[]): void;
  next(): Promise<Delivery | null>;
  stop(): Promise<void>;
}

interface Context {
  readonly streams: readonly Stream[];
  readonly data: MarketData;
  readonly timers: Timers;
  readonly clock: ExchangeClock;
  note(note: Note): void;
}

const careful = (context: Context): Source =>
  new BarCollector({ ...context, settings: collectorSettings(context.streams), log: silentLogger });

/** What many bots do: a row with a new time has come, so the one before it is final as it was last seen. */
function naive({ streams, data, timers }: Context): Source {
  const queue: Delivery[] = [];
  const last: (BarRow | undefined)[] = [];
  let stopped = false;
  const poll = async () => {
    while (!stopped) {
      for (const [stream, each] of streams.entries()) {
        const since = openTimeOf(each.timeframe, last[stream]?.[0] ?? data_start);
        const rows = await data.bars(each, since, 10).catch(() => []);
        if (!Array.isArray(rows)) continue;
        for (const row of rows) {
          const before = last[stream];
          if (before !== undefined && row[0] > before[0]) {
            const time = closeTimeOf(each.timeframe, before[0]);
            queue.push({ time, ageMs: 0, quiet: false, bars: [{ stream, row: before }], held: [] });
          }
          last[stream] = row;
        }
      }
      await timers.sleep(1_000);
    }
  };
  let data_start = 0;
  return {
    start(next) {
      data_start = Math.min(...next);
      void poll();
    },
    async next() {
      while (!stopped && queue.length === 0) await timers.sleep(500);
      return queue.shift() ?? null;
    },
    async stop() {
      stopped = true;
    },
  };
}

interface Outcome {
  readonly storm: Storm;
  readonly deliveries: (Delivery & { readonly at: number })[];
  readonly first: readonly number[];
  readonly calmAt: number;
  readonly end: number;
  readonly leaks: number;
}

/** Ten minutes of faults, then six of calm. */
async function weather(seed: number, make: (context: Context) => Source): Promise<Outcome> {
  const time = new VirtualTime(Date.UTC(2024, 0, 1) + (seed % 997) * 61_000);
  const rng = createRng(seed).fork("reader");
  const streams = seed % 2 === 0 ? STREAMS : STREAMS.slice(0, 1);
  const { market, ...rest } = storm(time, streams, seed);
  const timers = countingTimers(time);
  const note = () => {};
  const clock = new ExchangeClock({ timers, data: market, note, log: silentLogger });
  for (let started = false; !started; ) {
    const attempt = clock.start().then(
      () => true,
      () => false,
    );
    await time.run(time.true + 15_000);
    started = await attempt;
  }
  const source = make({ streams, data: market, timers, clock, note });
  const first = streams.map(({ timeframe }) => openTimeOf(timeframe, market.now - rng.int(20) * MINUTE));
  source.start(first);
  const deliveries: Outcome["deliveries"] = [];
  let calm = false;
  const read = async () => {
    for (let batch = await source.next(); batch !== null; batch = await source.next()) {
      deliveries.push({ ...batch, at: market.now });
      if (!calm && rng.next() < 0.1) await time.sleep(rng.next() * 40_000);
    }
  };
  const reading = read();
  await time.run(time.true + 10 * MINUTE);
  calm = true;
  rest.calm();
  const calmAt = market.now;
  await time.run(time.true + 6 * MINUTE);
  const end = market.now;
  await Promise.all([source.stop(), time.run(time.true + 1_000)]);
  await clock.stop();
  await time.run(time.true + 15_000);
  await reading;
  return { storm: { market, ...rest }, deliveries, first, calmAt, end, leaks: timers.pending };
}

/** Throws at the first promise that is broken. */
function audit(seed: number, { storm, deliveries, first, calmAt, end, leaks }: Outcome): void {
  const streams = first.length === 1 ? STREAMS.slice(0, 1) : STREAMS;
  const next = [...first];
  const closes = streams.map((each, i) => finalRow(each, openBefore(each.timeframe, first[i]!))[4]);
  let time = Number.NEGATIVE_INFINITY;
  for (const batch of deliveries) {
    const where = `seed ${seed}, batch of ${new Date(batch.time).toISOString()}`;
    expect(batch.time, `${where}: time falls`).toBeGreaterThanOrEqual(time);
    const numbers = batch.bars.map(({ stream }) => stream);
    expect(numbers, `${where}: streams out of order`).toEqual([...new Set(numbers)].sort());
    for (const { stream, row, flat } of batch.bars) {
      const each = streams[stream]!;
      expect(row[0], `${where}: bar out of order, twice or never`).toBe(next[stream]);
      const close = closeTimeOf(each.timeframe, row[0]);
      expect(batch.at, `${where}: before its close`).toBeGreaterThanOrEqual(close);
      const versions = storm.versions(each, row[0]);
      if (versions.length === 0) {
        const carried = closes[stream]!;
        expect([row, flat], `${where}: an empty bar`).toEqual([[row[0], carried, carried, carried, carried, 0], true]);
      } else expect(versions, `${where}: not the bar as it stays`).toContainEqual(row);
      expect(close <= batch.time, `${where}: a bar of the future`).toBe(true);
      if (close < batch.time || batch.time === time) expect(batch.quiet, `${where}: late, but not quiet`).toBe(true);
      closes[stream] = row[4];
      next[stream] = close;
    }
    if (batch.time > calmAt + 3 * MINUTE) {
      expect(batch.quiet, `${where}: quiet in the calm`).toBe(false);
      expect(batch.at - batch.time, `${where}: late in the calm`).toBeLessThan(2_000);
    }
    time = batch.time;
  }
  for (const [stream, { timeframe }] of streams.entries()) {
    const due = openTimeOf(timeframe, end - 2_000);
    expect(next[stream], `seed ${seed}: bars of ${timeframe} are left behind`).toBeGreaterThanOrEqual(due);
  }
  expect(storm.market.mostOpen, `seed ${seed}: websockets at a time`).toBeLessThanOrEqual(1);
  expect(storm.market.openNow, `seed ${seed}: a websocket is left`).toBe(0);
  expect(leaks, `seed ${seed}: timers are left`).toBe(0);
}

const SEEDS = Number(process.env.STORM_SEEDS ?? 1_000);

it(`delivers every closed bar once, in order, as it stays, after its close, through whatever ${SEEDS} seeds bring`, async () => {
  for (let seed = 0; seed < SEEDS; seed++) audit(seed, await weather(seed, careful));
});

it("would notice a collector that takes a new time for the end of the row before", async () => {
  let caught = 0;
  for (let seed = 0; seed < 20; seed++) {
    const outcome = await weather(seed, naive);
    try {
      audit(seed, outcome);
    } catch {
      caught++;
    }
  }
  expect(caught).toBe(20);
});
