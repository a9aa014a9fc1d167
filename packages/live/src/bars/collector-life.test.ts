import { silentLogger } from "@bellwether/core";
import { expect, it } from "vitest";
import { BTC, M, SOL, START, setUp } from "../../test/helpers/collector.js";
import { finalRow } from "../../test/helpers/scripted-market.js";
import { ExchangeRefusalError, ExchangeUnclearError } from "../exchange/errors.js";
import { ExchangeClock } from "../time/exchange-clock.js";
import { BadStartError, BarCollector, CollectorStoppedError } from "./collector.js";
import { collectorSettings } from "./collector-settings.js";

it("reads history that joins what it delivers, and measures spikes against it", async () => {
  const { time, market, collector, all, minute } = await setUp([BTC], { spike: { share: 0.5, window: 20 } });
  market.row = (stream, open) => {
    const row = finalRow(stream, open);
    return open === START + M ? [row[0], row[1], 10_000, row[3], 9_000, row[5]] : row;
  };
  await minute(0, 5_000);
  const reading = collector.history([30]);
  await time.run(time.true + 1_000);
  const [rows] = await reading;
  expect(rows).toHaveLength(30);
  const next = rows!.at(-1)![0] + M;
  expect(next).toBe(START);
  collector.start([next]);
  void (async () => {
    for (let batch = await collector.next(); batch !== null; batch = await collector.next())
      all.push({ ...batch, at: 0 });
  })();
  await minute(4);
  expect(all.map(({ held }) => held)).toEqual([[], [{ stream: 0, reason: "spike" }], []]);
});

it("gives a history up after six failures in a row, and at once when the exchange refuses it", async () => {
  const { time, market, collector } = await setUp();
  const attempt = async () => {
    const caught = collector.history([5]).then(
      () => null,
      (error: unknown) => error,
    );
    await time.run(time.true + 5 * M);
    return caught;
  };
  market.answer = () => Promise.reject(new ExchangeUnclearError("no route"));
  expect(await attempt()).toBeInstanceOf(ExchangeUnclearError);
  expect(market.calls).toHaveLength(6);
  market.answer = () => Promise.reject(new ExchangeRefusalError("bad-symbol", "no such symbol"));
  expect(await attempt()).toBeInstanceOf(ExchangeRefusalError);
  expect(market.calls).toHaveLength(7);
});

it("goes on from the batch before: what that batch lacked is late", async () => {
  const { collector, time, minute } = await setUp([BTC, SOL]);
  await minute(1, 30_000);
  collector.start([START + M, START], START + M);
  const batch = collector.next();
  await time.run(time.true + 1_000);
  expect(await batch).toMatchObject({ time: START + M, quiet: true, bars: [{ stream: 1 }] });
});

it("loses nothing when a wait is aborted", async () => {
  const { time, collector, minute } = await setUp();
  collector.start([START]);
  const controller = new AbortController();
  const waiting = collector.next(controller.signal);
  await minute(0, 30_000);
  controller.abort();
  await time.run(time.true);
  expect(await waiting).toBeNull();
  expect(await collector.next(controller.signal)).toBeNull();
  const again = collector.next();
  await minute(1, 2_000);
  expect((await again)!.bars[0]!.row[0]).toBe(START);
});

it("ends with null once stopped, and holds neither timer nor websocket, whatever is under way", async () => {
  const { time, timers, market, clock, collector, minute, start } = await setUp([BTC, SOL]);
  market.latency = () => 5_000;
  start();
  await minute(1, 3_000);
  expect(market.underWay).toBe(2);
  await Promise.all([collector.stop(), time.run(time.true + 1)]);
  await clock.stop();
  expect([timers.pending, market.openNow]).toEqual([0, 0]);
  await minute(5);
  expect(await collector.next()).toBeNull();
  expect(market.calls).toHaveLength(2);
});

it("stops while its history is read", async () => {
  const { time, market, collector } = await setUp();
  market.latency = () => 5_000;
  const reading = collector.history([5]).catch((error: unknown) => error);
  await time.run(time.true + 1_000);
  await Promise.all([collector.stop(), time.run(time.true + 20_000)]);
  expect(await reading).toBeInstanceOf(CollectorStoppedError);
});

it("refuses to start where no bar opens, or without a clock", async () => {
  const { collector, market, timers } = await setUp();
  for (const next of [START + 1, Number.NaN, undefined as unknown as number])
    expect(() => collector.start([next])).toThrow(BadStartError);
  const clock = new ExchangeClock({ timers, data: market, note() {}, log: silentLogger });
  const settings = collectorSettings([BTC]);
  const early = new BarCollector({
    streams: [BTC],
    data: market,
    timers,
    clock,
    settings,
    note() {},
    log: silentLogger,
  });
  expect(() => early.start([START])).toThrow(BadStartError);
});

it("tells how it is doing", async () => {
  const { market, collector, minute, start } = await setUp([BTC, SOL]);
  market.answer = (rows, { stream }) => (stream === SOL ? [] : [...rows, rows.at(-1)]);
  start();
  await minute(3, 30_000);
  expect(collector.health).toMatchObject({
    streams: [
      { stream: BTC, lastOpenTime: START + 2 * M, dataAgeMs: 30_000, missing: 0, due: 0 },
      { stream: SOL, lastOpenTime: null, dataAgeMs: Number.POSITIVE_INFINITY, missing: 0, due: 3 },
    ],
    outage: null,
    handles: 1,
    duplicates: 3,
    rejectedRows: 0,
  });
});
