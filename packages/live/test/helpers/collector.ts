import { type Stream, silentLogger } from "@bellwether/core";
import { BarCollector } from "../../src/bars/collector.js";
import { type CollectorSettings, collectorSettings } from "../../src/bars/collector-settings.js";
import type { Note } from "../../src/journal/entry.js";
import type { Delivery } from "../../src/runtime/bar-source.js";
import { VirtualTime } from "../../src/testing/virtual-time.js";
import { ExchangeClock } from "../../src/time/exchange-clock.js";
import { countingTimers, ScriptedMarket } from "./scripted-market.js";

export const M = 60_000;
export const START = Date.UTC(2024, 0, 1);
export const BTC: Stream = { symbol: "BTC/USDT", timeframe: "1m" };
export const SOL: Stream = { symbol: "SOL/USDT", timeframe: "1m" };

/** A collector on a scripted exchange, whose clock stands nine minutes before the first bar. */
export async function setUp(streams: readonly Stream[] = [BTC], given: Partial<CollectorSettings> = {}) {
  const time = new VirtualTime(START - 10 * M);
  const timers = countingTimers(time);
  const market = new ScriptedMarket(time);
  const notes: Note[] = [];
  const note = (each: Note) => notes.push(each);
  const clock = new ExchangeClock({ timers, data: market, note, log: silentLogger });
  await Promise.all([clock.start(), time.run(START - 9 * M)]);
  const settings = collectorSettings(streams, { spike: null, ...given });
  const collector = new BarCollector({ streams, data: market, timers, clock, settings, note, log: silentLogger });
  const all: (Delivery & { at: number })[] = [];
  /** Reads on, until stopped. */
  const read = async () => {
    for (let batch = await collector.next(); batch !== null; batch = await collector.next())
      all.push({ ...batch, at: market.now });
  };
  const minute = (minutes: number, ms = 0) => time.run(START + minutes * M + ms);
  const start = (minutes = 0) => {
    collector.start(streams.map(() => START + minutes * M));
    void read();
  };
  const names = () =>
    all.map(({ bars, quiet, time: at }) => {
      const what = bars.map(({ stream, row }) => `${streams[stream]!.symbol.slice(0, 3)}${(row[0] - START) / M}`);
      return `${(at - START) / M}: ${what.join(" ")}${quiet ? " quiet" : ""}`;
    });
  return { time, timers, market, notes, clock, collector, all, minute, start, names };
}
