import type { Stream } from "@bellwether/core";
import { expect, it } from "vitest";
import { BTC, M, SOL, START, setUp } from "../../test/helpers/collector.js";
import { finalRow } from "../../test/helpers/scripted-market.js";
import { ExchangeUnclearError } from "../exchange/errors.js";

const BTC_5M: Stream = { symbol: "BTC/USDT", timeframe: "5m" };

it("asks at the close and the grace, not a millisecond before, and hands the bar on with its age", async () => {
  const { market, all, minute, start } = await setUp();
  start();
  await minute(1, 999);
  expect(market.calls).toEqual([]);
  await minute(1, 1_040);
  expect(market.calls.map(({ sentAt }) => sentAt)).toEqual([START + M + 1_000]);
  expect(all).toEqual([
    {
      time: START + M,
      ageMs: 1_040,
      quiet: false,
      bars: [{ stream: 0, row: finalRow(BTC, START) }],
      held: [],
      at: START + M + 1_040,
    },
  ]);
});

it("costs one request a bar while all is well", async () => {
  const { market, collector, all, minute, start } = await setUp();
  start();
  await minute(60, 2_000);
  expect([all.length, market.calls.length, collector.health.requests]).toEqual([60, 60, 60]);
});

it("is woken by the websocket as soon as the bar has closed, never before", async () => {
  const { market, collector, all, minute, start } = await setUp();
  start();
  await minute(0, 30_000);
  market.listener!.bar(0, START + M, START + M);
  await minute(0, 59_500);
  market.listener!.bar(0, START + M, START + M);
  await minute(0, 59_999);
  expect(market.calls, "what it shows now is a lie").toEqual([]);
  await minute(1, 100);
  market.listener!.bar(0, START + M, START + M + 90);
  await minute(1, 140);
  expect(market.calls.map(({ sentAt }) => sentAt - START - M)).toEqual([0]);
  expect(all.map(({ at }) => at - START - M)).toEqual([40]);
  await minute(2, 100);
  market.listener!.bar(0, START + 2 * M, START + 2 * M + 90);
  await minute(2, 140);
  expect(all.map(({ at }) => (at - START) % M)).toEqual([40, 140]);
  expect(collector.health.wakes).toBe(2);
});

it("falls back on the grace when it was woken too early", async () => {
  const { market, all, minute, start } = await setUp();
  market.late = () => 300;
  start();
  await minute(1, 100);
  market.listener!.bar(0, START + M, market.now);
  market.listener!.bar(0, START + M, market.now);
  await minute(1, 1_100);
  expect(market.calls.map(({ sentAt }) => sentAt - START - M)).toEqual([100, 1_000]);
  expect(all).toHaveLength(1);
});

it("asks again half a second later for a bar that the exchange does not have yet", async () => {
  const { market, minute, start, names } = await setUp();
  market.late = () => 2_200;
  start();
  await minute(1, 3_000);
  expect(market.calls.map(({ sentAt }) => sentAt - START - M)).toEqual([1_000, 1_540, 2_080, 2_620]);
  expect(names()).toEqual(["1: BTC0"]);
});

it("puts the bars that close together into one batch, in the order of the streams", async () => {
  const { market, minute, start, names } = await setUp([SOL, BTC, BTC_5M]);
  market.late = ({ symbol }) => (symbol === "SOL/USDT" ? 3_000 : 0);
  start();
  await minute(5, 5_000);
  expect(names()).toEqual(["1: SOL0 BTC0", "2: SOL1 BTC1", "3: SOL2 BTC2", "4: SOL3 BTC3", "5: SOL4 BTC4 BTC0"]);
});

it("waits for a laggard as long as it may, then goes without it; the late bar comes alone and quiet", async () => {
  const { market, all, minute, start, names } = await setUp([BTC, SOL], { laggardMs: 10_000, retryMs: 100 });
  market.late = ({ symbol }, open) => (symbol === "SOL/USDT" && open === START ? 20_000 : 0);
  start();
  await minute(1, 11_039);
  expect(names()).toEqual([]);
  await minute(1, 11_040);
  expect(names()).toEqual(["1: BTC0"]);
  await minute(2, 5_000);
  expect(names()).toEqual(["1: BTC0", "1: SOL0 quiet", "2: BTC1 SOL1"]);
  expect(all[1]!.ageMs).toBeGreaterThanOrEqual(20_000);
});

it("waits for a laggard from the first bar of the batch on, not from the newest", async () => {
  const streams = [BTC, SOL, { symbol: "ETH/USDT", timeframe: "1m" } as const];
  const { market, minute, start, names } = await setUp(streams, { laggardMs: 10_000 });
  const late = { "BTC/USDT": 0, "SOL/USDT": 8_000, "ETH/USDT": 20_000 };
  market.late = ({ symbol }, open) => (open === START ? late[symbol as keyof typeof late] : 0);
  start();
  await minute(1, 11_039);
  expect(names()).toEqual([]);
  await minute(1, 11_040);
  expect(names()).toEqual(["1: BTC0 SOL0"]);
});

it("hands a late bar on at once, whatever else is late", async () => {
  const streams = [BTC, SOL, { symbol: "ETH/USDT", timeframe: "1m" } as const];
  const { market, minute, start, names } = await setUp(streams, { laggardMs: 2_000 });
  const late = { "BTC/USDT": 0, "SOL/USDT": 8_000, "ETH/USDT": 20_000 };
  market.late = ({ symbol }, open) => (open === START ? late[symbol as keyof typeof late] : 0);
  start();
  await minute(1, 11_000);
  expect(names()).toEqual(["1: BTC0", "1: SOL0 quiet"]);
});

it("waits longer after a close while the clock is less sure", async () => {
  const { time, market, clock, minute, start } = await setUp();
  market.latency = () => 3_000;
  start();
  await minute(0, 5_000);
  const measured = clock.resync();
  await minute(0, 40_000);
  await measured;
  market.tell = () => Promise.reject(new ExchangeUnclearError("no time"));
  market.latency = () => 20;
  expect(clock.uncertaintyMs).toBeGreaterThanOrEqual(3_000);
  await time.run(START + M + 3_800);
  expect(market.calls, "the exchange may lag while the clock is ahead").toEqual([]);
  await minute(1, 4_100);
  expect(market.calls).toHaveLength(1);
});

it("lets no time fall when a bar comes after younger batches", async () => {
  const { market, minute, start, names } = await setUp([BTC, SOL], { laggardMs: 1_000 });
  market.answer = (rows, { stream, at }) => (stream === SOL && at < START + 3.5 * M ? [] : rows);
  start();
  await minute(5);
  expect(names()).toEqual([
    "1: BTC0",
    "2: BTC1",
    "3: BTC2",
    "3: SOL0 quiet",
    "3: SOL1 quiet",
    "3: SOL2 quiet",
    "4: BTC3 SOL3",
  ]);
});

it("after an outage delivers every bar in order, all but the newest quiet, and waits for a laggard only once", async () => {
  const { market, minute, start, names, all } = await setUp([BTC, SOL], { laggardMs: 10_000 });
  market.answer = (rows, { stream, at }) => {
    if (at < START + 5.5 * M || stream === SOL) throw new ExchangeUnclearError("no route");
    return rows;
  };
  start();
  await minute(7);
  expect(names().slice(0, 5)).toEqual(["1: BTC0 quiet", "2: BTC1 quiet", "3: BTC2 quiet", "4: BTC3 quiet", "5: BTC4"]);
  expect(new Set(all.slice(0, 5).map(({ at }) => at)).size, "one wait for all of them").toBe(1);
});

it("takes a bar for the newest until the next has closed and its grace is over", async () => {
  for (const [ms, quiet] of [
    [999, false],
    [1_000, true],
  ] as const) {
    const { time, collector, minute } = await setUp();
    collector.start([START]);
    await minute(2, ms);
    const batch = collector.next();
    await time.run(time.true);
    expect((await batch)!.quiet, `${ms} ms`).toBe(quiet);
  }
});

it("catches up after a suspension, page by page", async () => {
  const { time, market, minute, start, names } = await setUp();
  market.barsPerRequest = 7;
  start();
  await minute(1, 30_000);
  market.ahead += 20 * M;
  time.skew(20 * M);
  await minute(2, 30_000);
  expect(names().slice(0, 3)).toEqual(["1: BTC0", "2: BTC1 quiet", "3: BTC2 quiet"]);
  expect(names().at(-1)).toBe("22: BTC21");
  expect(names()).toHaveLength(22);
});

it("sees within seconds of a suspension that an hour has closed meanwhile", async () => {
  const { time, market, all, minute, start } = await setUp([{ symbol: "BTC/USDT", timeframe: "1h" }]);
  start();
  await minute(10);
  market.ahead += 3 * 60 * M;
  time.skew(3 * 60 * M);
  await minute(10, 12_000);
  expect(all.map(({ quiet }) => quiet)).toEqual([true, true, false]);
});

it("delivers a bar without trades as a flat one, marked", async () => {
  const { market, all, minute, start } = await setUp();
  market.row = (stream, open) => (open === START + M ? null : finalRow(stream, open));
  start();
  await minute(4);
  const close = finalRow(BTC, START)[4];
  expect(all.map(({ bars }) => bars[0]!.flat)).toEqual([undefined, true, undefined]);
  expect(all[1]!.bars[0]!.row).toEqual([START + M, close, close, close, close, 0]);
});

it("holds a stream at a gap, and lets go with the bar after", async () => {
  const { market, notes, all, minute, start, names } = await setUp();
  const down = (at: number) => at >= START + 1.5 * M && at < START + 7.5 * M;
  market.row = (stream, open) => (down(open) ? null : finalRow(stream, open));
  market.answer = (rows, { at }) => {
    if (down(at)) throw new ExchangeUnclearError("no route");
    return rows;
  };
  start();
  await minute(12);
  expect(names()).toEqual(["1: BTC0", "2: BTC1 quiet", "9: BTC8", "10: BTC9", "11: BTC10"]);
  expect(all.map(({ held }) => held)).toEqual([[], [], [{ stream: 0, reason: "gap" }], [], []]);
  expect(notes.filter(({ kind }) => kind !== "stall")).toMatchObject([
    { kind: "gap", stream: 0, details: { bars: 6, unreadable: false } },
  ]);
});

it("asks nothing on any stream while the exchange tells everyone to wait", async () => {
  const { market, collector, minute, start, names } = await setUp([BTC, SOL]);
  market.answer = (rows, { stream, at }) => {
    if (stream === BTC && at < START + M + 5_000) throw new ExchangeUnclearError("too many requests", 30_000);
    return rows;
  };
  market.late = ({ symbol }) => (symbol === "SOL/USDT" ? 5_000 : 0);
  start();
  await minute(1, 31_000);
  expect(collector.health.paused).toBe(true);
  expect(market.calls.map(({ sentAt }) => sentAt - START - M)).toEqual([1_000, 1_000]);
  await minute(1, 32_000);
  expect(names()).toEqual(["1: BTC0 SOL0"]);
});

it("sends at most so many requests at a time", async () => {
  const streams = Array.from({ length: 20 }, (_, i): Stream => ({ symbol: `S${i}/USDT`, timeframe: "1m" }));
  const { market, minute, start, all } = await setUp(streams, { maxConcurrent: 3 });
  start();
  await minute(1, 5_000);
  expect(market.mostUnderWay).toBe(3);
  expect(all.map(({ bars }) => bars.length)).toEqual([20]);
});

it("notes an outage once and its end once, and never gives up", async () => {
  const { market, notes, collector, minute, start, names } = await setUp([BTC], { outageGraceMs: 5 * M });
  market.answer = (rows, { at }) => {
    if (at < START + 30 * M) throw new ExchangeUnclearError("no route");
    return rows;
  };
  start();
  await minute(6, 1_000);
  expect(collector.health.outage).toBeNull();
  await minute(6, 1_020);
  expect(collector.health.outage).toMatchObject({ since: START + M + 1_020 });
  await minute(35);
  expect(notes.map(({ kind }) => kind).filter((kind) => kind !== "stall")).toEqual(["outage", "recovered"]);
  const spent = market.calls.filter(({ at }) => at < START + 30 * M).length;
  expect(spent, "a minute apart at most, half a minute at least, after the first few").toBeLessThan(60);
  expect(spent).toBeGreaterThan(25);
  expect(names().at(-1)).toBe("34: BTC33");
  expect(names()).toHaveLength(34);
});
