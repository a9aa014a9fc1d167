import { type Stream, silentLogger } from "@bellwether/core";
import { expect, it } from "vitest";
import { countingTimers, ScriptedMarket } from "../../test/helpers/scripted-market.js";
import type { Note } from "../journal/entry.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { Watcher } from "./watcher.js";

const M = 60_000;
const STALL = 20_000;
const streams: Stream[] = [
  { symbol: "BTC/USDT", timeframe: "1m" },
  { symbol: "ETH/USDT", timeframe: "1m" },
];

function setUp(stallMs = [STALL, 100 * STALL]) {
  const time = new VirtualTime();
  const timers = countingTimers(time);
  const market = new ScriptedMarket(time);
  const notes: Note[] = [];
  const shown: (readonly [stream: number, openTime: number])[] = [];
  const connected: boolean[] = [];
  const watcher = new Watcher({
    streams,
    data: market,
    timers,
    now: () => market.now,
    stallMs,
    note: (note) => notes.push(note),
    log: silentLogger,
    shown: (...what) => shown.push(what),
    connected: (is) => connected.push(is),
  });
  const running = watcher.run();
  const pass = (ms: number) => time.run(time.true + ms);
  return {
    time,
    timers,
    market,
    notes,
    shown,
    connected,
    watcher,
    running,
    pass,
    kinds: () => notes.map((n) => n.kind),
  };
}

it("opens the websocket again once a stream has been silent for longer than its limit", async () => {
  const { market, watcher, pass, notes } = setUp();
  await pass(STALL);
  expect([market.opened, notes]).toEqual([1, []]);
  await pass(1);
  expect([market.opened, market.openNow, market.mostOpen, watcher.handles, watcher.stalls]).toEqual([2, 1, 1, 1, 1]);
  expect(notes).toEqual([
    { kind: "stall", message: "BTC/USDT 1m: the websocket told nothing new for 20 s", stream: 0 },
  ]);
});

it("goes by the exchange's times: old data that comes again and again is silence", async () => {
  const { market, watcher, pass } = setUp();
  const at = market.now;
  for (let i = 0; i < 25; i++) {
    market.listener!.bar(0, at, at);
    market.listener!.price(0, 100, Number.NaN);
    await pass(1_000);
  }
  expect(watcher.stalls).toBe(1);
  expect(watcher.eventTime(0)).toBe(at);
});

it("is content with any newer message, and is not blinded by one from the future", async () => {
  const { market, watcher, pass } = setUp();
  for (let i = 0; i < 10; i++) {
    if (i % 2 === 0) market.listener!.bar(0, 0, market.now);
    else market.listener!.price(0, 100, market.now);
    await pass(STALL);
  }
  expect(watcher.stalls).toBe(0);
  market.listener!.bar(0, 0, market.now + 10 * M);
  await pass(STALL + 2);
  expect(watcher.stalls).toBe(1);
});

it("takes the open time for the time of a message that has none", async () => {
  const { market, watcher } = setUp();
  market.listener!.bar(1, market.now - 5_000, Number.NaN);
  expect(watcher.eventTime(1)).toBe(market.now - 5_000);
});

it("gives a stream that stays silent twice as long each time, and the usual time once it speaks", async () => {
  const { market, watcher, pass } = setUp();
  await pass(STALL + 1);
  await pass(2 * STALL);
  expect(watcher.stalls).toBe(1);
  await pass(1);
  expect(watcher.stalls).toBe(2);
  market.listener!.bar(0, 0, market.now);
  await pass(STALL + 1);
  expect(watcher.stalls).toBe(3);
});

it("closes the old websocket before it opens a new one, and opens none beside one that does not close", async () => {
  const { market, shown, watcher, pass } = setUp();
  let close = () => {};
  const old = market.listener!;
  market.closing = () => new Promise((resolve) => (close = resolve));
  await pass(20 * STALL);
  expect([market.opened, market.openNow, watcher.handles]).toEqual([1, 1, 1]);
  old.bar(0, M, market.now);
  expect(shown, "it is not heard while it closes").toEqual([]);
  close();
  await pass(1);
  expect([market.opened, market.openNow, market.mostOpen, watcher.handles]).toEqual([2, 1, 1, 1]);
});

it("hears nothing more of a websocket that it has closed, and nothing that names no stream", async () => {
  const { market, shown, connected, pass } = setUp();
  const old = market.listener!;
  for (const stream of [-1, 2, 0.5, Number.NaN]) old.bar(stream, M, market.now);
  old.bar(0, Number.NaN, market.now);
  old.bar(0, M, market.now - 1);
  await pass(STALL + 1);
  old.bar(0, 2 * M, market.now);
  old.lost("closed");
  expect([shown, connected]).toEqual([[[0, M]], []]);
});

it("notes that the connection is lost, and that it is there again, once each", async () => {
  const { market, watcher, notes, connected } = setUp();
  market.listener!.connected();
  market.listener!.lost("connection reset");
  market.listener!.lost("connection refused");
  market.listener!.connected();
  market.listener!.connected();
  expect(notes.map(({ kind, message }) => [kind, message])).toEqual([
    ["lost", "the websocket is lost: connection reset"],
    ["connected", "the websocket is there again"],
  ]);
  expect([connected, watcher.reconnects]).toEqual([[false, true], 1]);
});

it("lives with a websocket that cannot be opened, or that closes with an error", async () => {
  const { market, watcher, pass } = setUp();
  market.closing = () => Promise.reject(new Error("already closed"));
  const { watch } = market;
  market.watch = () => {
    throw new Error("no socket");
  };
  await pass(STALL + 1);
  expect(watcher.handles).toBe(0);
  market.watch = watch;
  await pass(2 * STALL + 1);
  expect(watcher.handles).toBe(1);
});

it("does nothing where the exchange has no websocket", async () => {
  const time = new VirtualTime();
  const market = new ScriptedMarket(time);
  const { watch: _, ...data } = market;
  const never = () => {};
  const watcher = new Watcher({
    streams,
    data: Object.assign(Object.create(ScriptedMarket.prototype), data),
    timers: time,
    now: () => market.now,
    stallMs: [STALL, STALL],
    note: never,
    log: silentLogger,
    shown: never,
    connected: never,
  });
  await watcher.run();
  await watcher.stop();
});

it("closes and holds no timer once stopped, even if the websocket never closes", async () => {
  for (const closing of [() => Promise.resolve(), () => new Promise<void>(() => {})]) {
    const { market, watcher, running, timers, pass } = setUp();
    market.closing = closing;
    await pass(1);
    const stopped = Promise.all([watcher.stop(), running]);
    await pass(5_000);
    await stopped;
    expect(timers.pending).toBe(0);
  }
});
